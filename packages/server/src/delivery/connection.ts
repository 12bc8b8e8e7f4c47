/** The state of one live connection as delivery keeps it. It decides nothing; outbox.ts and flow.ts do. */
import type { Batch } from "./batch.ts";
import type { Translator } from "./translator.ts";

/** The socket, as delivery needs it. */
export interface Socket {
  /** Bytes taken; -1 when they wait in the server's buffer; 0 when they were dropped, and the socket is of no more use. */
  send(text: string): number;
  /** The peer answers with the same payload, after everything that was sent before. */
  ping(payload: string): void;
  close(code: number, reason: string): void;
  bufferedBytes(): number;
}

/**
 * `behind`: events are withheld until the client has asked what it missed (CON-10). `translated`: a translator takes
 * everything.
 */
export type Flow = "live" | "behind" | "translated";

export interface Connection {
  readonly socket: Socket;
  readonly userId: number;
  readonly sessionId: string;
  /** In the order in which they were added, from 1. */
  number: number;
  flow: Flow;
  /** Of a connection of another wire format, whose flow stays `translated`; null of a native one. */
  readonly translator: Translator | null;
  behindSince: number;
  /** It asked for what it missed while too much was waiting for it still. */
  isResumeDue: boolean;
  /** Replies and signals of this turn. */
  frames: string[];
  /** Events of this turn; null when there are none. */
  batch: Batch | null;
  isScheduled: boolean;
  /** Events sent since `hello`. */
  eventsSent: number;
  /** How many of them the peer has confirmed by answering a ping. */
  eventsConfirmed: number;
  charsSincePing: number;
  /** `eventsSent` at the ping that is not answered yet; -1 when none is. */
  pingedAt: number;
  /** Whether the peer is owed its position. */
  isPositionDue: boolean;
  /** Which of the turns of an interval is its own; -1 until it is owed a position for the first time. */
  positionTurn: number;
  /** Users whose presence it watches. */
  watched: readonly number[];
}

export function newConnection(
  socket: Socket,
  userId: number,
  sessionId: string,
  translator: Translator | null = null,
): Connection {
  return {
    socket,
    userId,
    sessionId,
    number: 0,
    flow: translator === null ? "live" : "translated",
    translator,
    behindSince: 0,
    isResumeDue: false,
    frames: noFrames,
    batch: null,
    isScheduled: false,
    eventsSent: 0,
    eventsConfirmed: 0,
    charsSincePing: 0,
    pingedAt: -1,
    isPositionDue: false,
    positionTurn: -1,
    watched: noUsers,
  };
}

/** Shared by all idle connections, so that an idle one holds no arrays of its own. Never written to. */
export const noFrames: string[] = [];
const noUsers: readonly number[] = [];
