/**
 * One open socket of a dialect. Invariant: what is said leaves in the order in which its cause came: the answers of
 * frames and the frames of events wait for each other, however long each takes to make (DIA-8).
 */
import { closeCodes, limits, ParleyError, type SessionEndReason } from "@parley/protocol";
import { type Connection, newConnection, type Socket } from "../../delivery/connection.ts";
import type { Translator } from "../../delivery/translator.ts";
import type { UserActor } from "../../engine/actor.ts";
import type { CommittedEvent } from "../../engine/ports/committed.ts";
import type { DialectEvent, Ending, Frames, Peer, PeerHandler, SocketRoute } from "../dialect.ts";
import type { Ledger, Told } from "./ledger.ts";
import { patiently } from "./patiently.ts";

/** The socket, as a peer needs it. */
export interface PeerSocket extends Socket {
  /** Writes frames and perhaps a ping in one go; false when the socket is of no more use. */
  write(frames: Frames, ping: string | null): boolean;
}

/** What the peers of one dialect share. */
export interface PeerParts {
  share(event: CommittedEvent): DialectEvent;
  /** To be flushed at the end of the turn. */
  schedule(peer: OpenPeer): void;
  /** Into delivery; false when it may not be. */
  enter(peer: OpenPeer, connection: Connection): boolean;
  leave(peer: OpenPeer): void;
  newLedger(userId: number): Ledger;
  catchUp(peer: OpenPeer, ledger: Ledger): Promise<void>;
  now(): number;
  /** The time that events have. */
  time(): number;
  newId(): string;
  report(error: unknown, what: string): void;
}

interface Saying {
  frames: Frames | null;
  readonly told: Told | null;
  /** Called when all before it was said. */
  onTurn: (() => void) | null;
}

/** Said and not yet ready; beyond that the peer takes too little of what it asks for. */
const sayingsMax = 4_096;
/** Frames that wait for the one before, and how long they are together. */
const waitingMax = 1_024;
const waitingCharsMax = 1_048_576;
/** Before anybody entered. */
const firstFrameBytesMax = 4 * 1024;
/** What is told from the log waits while this much is in the buffers. */
const catchUpBufferedBytesMax = 32 * 1024;

const noSayings: Saying[] = [];
const noFrames: Frames = [];
const noWaiting: (string | Uint8Array | null)[] = [];
const tooSlow: Ending = { code: closeCodes.tooSlow, reason: "too slow" };

export class OpenPeer implements Peer, Translator {
  readonly route: SocketRoute;
  readonly address: string;
  readonly openedAt: number;
  /** By the heartbeat's own rule. */
  heardAt: number;
  /** When anything came at all, the answer to a ping included. */
  aliveAt: number;
  pingedAt: number;
  isScheduled = false;
  isClosed = false;
  readonly #parts: PeerParts;
  readonly #socket: PeerSocket;
  #handler: PeerHandler | null = null;
  #connection: Connection | null = null;
  #actor: UserActor | null = null;
  #sayings = noSayings;
  #frames: Frames = noFrames;
  #ending: Ending | null = null;
  #isHandling = false;
  /** Frames that came while another was handled; null for one that is refused. */
  #waiting = noWaiting;
  #waitingChars = 0;
  #ledger: Ledger | null = null;
  #id: string | null = null;
  #enteredAt = Number.POSITIVE_INFINITY;
  /** Catch-ups that run, and events behind them: what a catch-up tells of is not made of an event a second time. */
  #inTurn = 0;
  #onDrain: (() => void) | null = null;

  constructor(parts: PeerParts, route: SocketRoute, socket: PeerSocket, address: string) {
    this.#parts = parts;
    this.#socket = socket;
    this.route = route;
    this.address = address;
    this.openedAt = parts.now();
    this.heardAt = this.openedAt;
    this.aliveAt = this.openedAt;
    this.pingedAt = this.openedAt;
  }

  set handler(handler: PeerHandler) {
    this.#handler = handler;
  }

  /** When its user entered, in the time that events have; what happened before is what they missed. */
  get enteredAt(): number {
    return this.#enteredAt;
  }

  get id(): string {
    this.#id ??= this.#parts.newId();
    return this.#id;
  }

  get user(): UserActor | null {
    return this.#actor;
  }

  get connection(): Connection | null {
    return this.#connection;
  }

  enter(actor: UserActor): boolean {
    if (this.isClosed || this.#ending !== null || this.#actor !== null) return false;
    const connection = newConnection(this.#socket, actor.userId, actor.sessionId, this);
    this.#connection = connection;
    this.#actor = actor;
    this.#enteredAt = this.#parts.time();
    if (!this.#parts.enter(this, connection)) {
      this.#connection = null;
      this.#actor = null;
      return false;
    }
    const { missed } = this.route;
    if (missed !== "never") this.#ledger = this.#parts.newLedger(actor.userId);
    if (missed === "onEnter") void this.catchUp();
    return true;
  }

  async catchUp(): Promise<void> {
    const ledger = this.#ledger;
    if (ledger === null || this.isClosed) return;
    const saying: Saying = { frames: null, told: null, onTurn: null };
    const turn = this.#sayings.length === 0 ? null : new Promise<void>((go) => (saying.onTurn = go));
    this.#queue(saying);
    this.#inTurn += 1;
    if (turn !== null) await turn;
    try {
      if (!this.isClosed) await this.#parts.catchUp(this, ledger);
    } catch (error) {
      this.#parts.report(error, "catch-up");
    }
    this.#inTurn -= 1;
    saying.frames = noFrames;
    this.#sayReady();
  }

  /** Part of a catch-up, whose turn it is. */
  async tellMissed(event: DialectEvent, ledger: Ledger): Promise<void> {
    if (this.isClosed || this.#handler === null) return;
    const { conversationId, rev } = event.frame;
    let frames: Frames = noFrames;
    try {
      frames = await patiently(() => this.#handler?.translate(event) ?? noFrames);
    } catch (error) {
      this.#parts.report(error, `translation of ${event.frame.ev}`);
    }
    this.#add(frames);
    ledger.toldFromLog({ conversationId, rev });
    if (this.#socket.bufferedBytes() > catchUpBufferedBytesMax) await this.#drained();
  }

  send(frame: string): void {
    this.#say([frame], null);
  }

  close(ending: Ending): void {
    this.#ending ??= ending;
    this.#say(noFrames, null);
    this.#schedule();
  }

  beat(): void {
    this.heardAt = this.#parts.now();
  }

  receive(message: string | Uint8Array): void {
    const handler = this.#handler;
    if (handler === null || this.isClosed || this.#ending !== null) return;
    const now = this.#parts.now();
    this.aliveAt = now;
    if (this.route.heartbeat?.counts === "frames") this.heardAt = now;
    if (this.#actor === null && Buffer.byteLength(message) > firstFrameBytesMax) {
      this.close({ code: 1009, reason: "too big" });
      return;
    }
    if (!this.#isHandling) this.#hand(handler, message);
    else this.#wait(message);
  }

  /** One frame at a time: what a client says first is done first. */
  #hand(handler: PeerHandler, message: string | Uint8Array | null): void {
    try {
      if (message === null) throw new ParleyError("busy");
      const answer = handler.receive(message);
      if (!isPromise(answer)) {
        this.#say(answer, null);
        return;
      }
      this.#isHandling = true;
      const handled = answer.finally(() => this.#handNext(handler));
      this.#sayLater(handled, null, "frame", (error) => handler.refuse(error));
    } catch (error) {
      this.#say(this.#refused(error), null);
    }
  }

  #handNext(handler: PeerHandler): void {
    this.#isHandling = false;
    while (!this.#isHandling && this.#waiting.length > 0 && !this.isClosed && this.#ending === null) {
      const next = this.#waiting.shift() ?? null;
      this.#waitingChars -= next?.length ?? 0;
      this.#hand(handler, next);
    }
  }

  /** Of too many the rest is refused, in its turn; whoever goes on nevertheless is closed. */
  #wait(message: string | Uint8Array): void {
    if (this.#waiting === noWaiting) this.#waiting = [];
    const isTaken =
      this.#waiting.length < waitingMax && this.#waitingChars + message.length <= waitingCharsMax;
    this.#waiting.push(isTaken ? message : null);
    if (isTaken) this.#waitingChars += message.length;
    if (this.#waiting.length > sayingsMax) this.#socket.close(tooSlow.code, tooSlow.reason);
  }

  pong(payload: string): void {
    this.aliveAt = this.#parts.now();
    this.#ledger?.pong(payload);
  }

  push(event: CommittedEvent): void {
    const handler = this.#handler;
    if (handler === null || this.#ending !== null) return;
    const { conversationId, rev } = event;
    const told = this.#ledger === null ? null : { conversationId, rev };
    const shared = this.#parts.share(event);
    if (this.#inTurn > 0 && told !== null) {
      this.#translateInTurn(handler, shared, told);
      return;
    }
    try {
      const frames = handler.translate(shared);
      if (isPromise(frames)) {
        const made = frames.catch((error: unknown) => patiently(() => handler.translate(shared), error));
        this.#sayLater(made, told, "translation", () => noFrames);
      } else if (frames.length > 0 || told !== null) this.#say(frames, told);
    } catch (error) {
      this.#parts.report(error, "translation");
      if (told !== null) this.#say(noFrames, told);
    }
  }

  #translateInTurn(handler: PeerHandler, event: DialectEvent, told: Told): void {
    const saying: Saying = { frames: null, told, onTurn: null };
    saying.onTurn = () => {
      this.#inTurn -= 1;
      const isNew = this.#ledger?.isNew(told) !== false;
      const made = isNew ? patiently(() => handler.translate(event)) : Promise.resolve(noFrames);
      this.#fill(saying, made, "translation", () => noFrames);
    };
    this.#inTurn += 1;
    this.#queue(saying);
  }

  signal(text: string): void {
    const handler = this.#handler;
    if (handler?.signal === undefined || this.#socket.bufferedBytes() > 0) return;
    const frames = handler.signal(JSON.parse(text) as { ev: string });
    if (isPromise(frames)) this.#sayLater(frames, null, "signal", () => noFrames);
    else this.#say(frames, null);
  }

  look(): void {
    if (this.route.missed === "onEnter") void this.catchUp();
  }

  end(reason: SessionEndReason): void {
    const ending = this.#handler?.ended(reason) ?? { code: closeCodes.sessionEnded, reason: "session ended" };
    this.#connection = null;
    // What waits to be made is not said any more: its events may be none of the user's.
    this.#sayings = noSayings;
    this.close(ending);
    this.flush();
  }

  stop(): void {
    this.flush();
    this.#socket.close(closeCodes.restarting, "restarting");
  }

  /** Writes what is ready. */
  flush(): void {
    this.isScheduled = false;
    if (this.isClosed) return;
    const isEnding = this.#ending !== null && this.#sayings.length === 0;
    if (!this.#write(isEnding)) this.#socket.close(tooSlow.code, tooSlow.reason);
    else if (isEnding && this.#ending !== null) this.#socket.close(this.#ending.code, this.#ending.reason);
    else if (this.#socket.bufferedBytes() > this.#bufferedBytesMax()) {
      this.#socket.close(tooSlow.code, tooSlow.reason);
    }
  }

  /** Whether the socket is still of use. */
  #write(isEnding: boolean): boolean {
    const frames = this.#frames;
    this.#frames = noFrames;
    const last = this.#ending?.frame;
    const all = isEnding && last !== undefined ? [...frames, last] : frames;
    const ping = isEnding ? null : (this.#ledger?.pingDue(this.#parts.now()) ?? null);
    return (all.length === 0 && ping === null) || this.#socket.write(all, ping);
  }

  /** Whether it is to be flushed again though nothing more is said. */
  get isOwing(): boolean {
    return !this.isClosed && this.#ledger?.isOwing === true;
  }

  ping(): void {
    this.#socket.ping("");
  }

  drained(): void {
    this.#onDrain?.();
    this.#onDrain = null;
  }

  closed(): void {
    this.isClosed = true;
    this.#sayings = noSayings;
    this.drained();
    this.#parts.leave(this);
    this.#handler?.closed?.();
  }

  #bufferedBytesMax(): number {
    return this.#actor === null ? limits.replyBufferedBytesMax : limits.pushBufferedBytesMax;
  }

  #drained(): Promise<void> {
    this.flush();
    if (this.isClosed || this.#socket.bufferedBytes() <= catchUpBufferedBytesMax) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onDrain = resolve;
    });
  }

  #refused(error: unknown): Frames {
    if (!(error instanceof ParleyError)) this.#parts.report(error, "frame");
    const refusal = error instanceof ParleyError ? error : new ParleyError("internal");
    return this.#handler?.refuse(refusal) ?? noFrames;
  }

  #say(frames: Frames, told: Told | null): void {
    if (this.#sayings.length > 0) this.#queue({ frames, told, onTurn: null });
    else this.#sayNow(frames, told);
  }

  #sayLater(
    frames: Promise<Frames>,
    told: Told | null,
    what: string,
    refuse: (error: ParleyError) => Frames,
  ): void {
    const saying: Saying = { frames: null, told, onTurn: null };
    this.#queue(saying);
    this.#fill(saying, frames, what, refuse);
  }

  #fill(saying: Saying, frames: Promise<Frames>, what: string, refuse: (error: ParleyError) => Frames): void {
    frames.then(
      (made) => {
        saying.frames = made;
        this.#sayReady();
      },
      (error: unknown) => {
        if (!(error instanceof ParleyError)) this.#parts.report(error, what);
        saying.frames = refuse(error instanceof ParleyError ? error : new ParleyError("internal"));
        this.#sayReady();
      },
    );
  }

  #queue(saying: Saying): void {
    if (this.isClosed) return;
    if (this.#sayings === noSayings) this.#sayings = [];
    this.#sayings.push(saying);
    if (this.#sayings.length > sayingsMax) this.#socket.close(tooSlow.code, tooSlow.reason);
  }

  #sayReady(): void {
    while (this.#sayings[0] !== undefined && this.#sayings[0].frames !== null) {
      const { frames, told } = this.#sayings[0];
      this.#sayings.shift();
      this.#sayNow(frames, told);
    }
    const [next] = this.#sayings;
    const onTurn = next?.onTurn;
    if (next !== undefined) next.onTurn = null;
    onTurn?.();
    if (next === undefined && this.#ending !== null) this.#schedule();
  }

  #sayNow(frames: Frames, told: Told | null): void {
    if (told !== null && this.#ledger?.isNew(told) === false) return;
    this.#add(frames);
    if (told === null) return;
    this.#ledger?.toldLive(told);
    this.#schedule();
  }

  #add(frames: Frames): void {
    if (frames.length === 0 || this.isClosed) return;
    // Most turns have one thing to say, the same to many: its list is shared, and copied only to be made longer.
    this.#frames = this.#frames.length === 0 ? frames : [...this.#frames, ...frames];
    this.#schedule();
  }

  #schedule(): void {
    if (this.isScheduled || this.isClosed) return;
    this.isScheduled = true;
    this.#parts.schedule(this);
  }
}

function isPromise(value: Promise<Frames> | Frames): value is Promise<Frames> {
  return value instanceof Promise;
}
