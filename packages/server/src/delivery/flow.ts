/**
 * What a connection takes, and what happens to one that takes too little (CON-10): signals are dropped, then events
 * are withheld and it is told to catch up, then it is closed. The peer's answers to pings say what it took: a browser
 * answers them in order, whatever its program does, and so does every client library.
 */
import { closeCodes, limits } from "@parley/protocol";
import type { Clock } from "../engine/ports/clock.ts";
import type { Connection } from "./connection.ts";
import type { Outbox } from "./outbox.ts";

/** Unconfirmed characters or events after which a ping asks what arrived. */
const pingAfterChars = 16 * 1024;
const pingAfterEvents = 64;

/** How long a connection may stay behind. */
const behindMsMax = 60_000;

export interface FlowControl {
  /** After events were written. */
  afterWrite(connection: Connection, chars: number): void;
  /** A ping's answer came. */
  confirm(connection: Connection, payload: string): void;
  /** The client asks for what it missed: it is pushed again, from now on or as soon as what waits has drained. */
  resume(connection: Connection): void;
  /** Resumes those that asked and have drained since; closes those behind for too long. */
  sweep(): void;
  forget(connection: Connection): void;
}

export function createFlowControl(
  clock: Clock,
  outbox: () => Outbox,
  makeLook: (connection: Connection) => void,
): FlowControl {
  const behind = new Set<Connection>();

  function fallBehind(connection: Connection): void {
    connection.flow = "behind";
    connection.behindSince = clock.elapsedMs();
    behind.add(connection);
    outbox().reply(connection, '{"ev":"connection.behind"}');
  }

  function goLive(connection: Connection): void {
    connection.flow = "live";
    connection.isResumeDue = false;
    // What was sent before is not waited for any more: the client fetches it.
    connection.eventsConfirmed = connection.eventsSent;
    behind.delete(connection);
  }

  return {
    afterWrite(connection, chars) {
      connection.charsSincePing += chars;
      const unconfirmed = connection.eventsSent - connection.eventsConfirmed;
      const isPingDue = connection.charsSincePing > pingAfterChars || unconfirmed > pingAfterEvents;
      if (isPingDue && connection.pingedAt < 0) {
        connection.pingedAt = connection.eventsSent;
        connection.charsSincePing = 0;
        connection.socket.ping(String(connection.eventsSent));
      }
      const isSlow = unconfirmed > limits.pushUnconfirmedEventsMax || isClogged(connection);
      if (isSlow && connection.flow === "live") fallBehind(connection);
    },
    confirm(connection, payload) {
      if (payload !== String(connection.pingedAt)) return;
      // An answer that comes after `resume` is about what was written off then.
      connection.eventsConfirmed = Math.max(connection.eventsConfirmed, connection.pingedAt);
      connection.pingedAt = -1;
    },
    resume(connection) {
      if (connection.flow === "live") return;
      if (isClogged(connection)) connection.isResumeDue = true;
      else goLive(connection);
    },
    sweep() {
      const oldest = clock.elapsedMs() - behindMsMax;
      for (const connection of behind) {
        if (connection.isResumeDue && !isClogged(connection)) {
          goLive(connection);
          // What was committed since it asked was withheld: it has to ask once more.
          makeLook(connection);
        } else if (connection.behindSince < oldest)
          connection.socket.close(closeCodes.tooSlow, "behind for too long");
      }
    },
    forget: (connection) => {
      behind.delete(connection);
    },
  };
}

function isClogged(connection: Connection): boolean {
  return connection.socket.bufferedBytes() > limits.pushBufferedBytesMax;
}
