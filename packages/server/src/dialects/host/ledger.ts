/**
 * What one peer was told and has taken (DIA-10, DIA-11). The peer's answer to a ping says that it took all that was
 * written before; only then does its user's cursor move. Made for peers that were told something.
 */
import type { PositionKeeper } from "./position-keeper.ts";

export interface Told {
  readonly conversationId: number;
  readonly rev: number;
}

/**
 * A ping follows what was told, when nothing older waits for its answer. Who talks now and then is asked at once; where
 * there is no end of it, once a second, for pings would cost as much as what they confirm.
 */
const pingIntervalMs = 50;
const pingsAtOnceMax = 10;
const pingEveryMs = 1_000;

const noneWritten: ReadonlyMap<number, number> = new Map();

export class Ledger {
  readonly #userId: number;
  readonly #consumer: string;
  readonly #positions: PositionKeeper;
  /** Written since the last ping. */
  #written: Map<number, number> | null = null;
  #writtenMark: string | null = null;
  /** Written before the ping that is not answered yet. */
  #pinged: ReadonlyMap<number, number> | null = null;
  #pingedMark: string | null = null;
  #pingNumber = 0;
  /** Pings that may follow each other without a wait, as of the last one. */
  #pingsLeft = pingsAtOnceMax;
  #pingedAt = Number.NEGATIVE_INFINITY;
  /** What was told from the log: the same events may still be on their way as they happen. */
  #fromLog: Map<number, number> | null = null;
  /** The first event told live of each conversation, before what was missed was told; null afterwards. */
  #firstLive: Map<number, number> | null = null;
  /** The last one, and those that the ping before caught up with. */
  #lastLive: Map<number, number> | null = null;
  #pingedLive: ReadonlyMap<number, number> = noneWritten;
  #isCaughtUp = false;

  constructor(userId: number, consumer: string, positions: PositionKeeper) {
    this.#userId = userId;
    this.#consumer = consumer;
    this.#positions = positions;
  }

  /** Whether it was taken as it happened, in this sitting or one before. */
  wasHeardLive({ conversationId, rev }: Told): boolean {
    const of = { userId: this.#userId, consumer: this.#consumer };
    return this.#positions.wasHeardLive({ ...of, conversationId, rev });
  }

  /** Whether a live event is news to this peer. */
  isNew({ conversationId, rev }: Told): boolean {
    const known = this.#fromLog?.get(conversationId);
    if (known === undefined) return true;
    if (rev <= known) return false;
    this.#fromLog?.delete(conversationId);
    return true;
  }

  toldLive(told: Told): void {
    if (!this.#isCaughtUp) {
      this.#firstLive ??= new Map();
      const { conversationId, rev } = told;
      if (!this.#firstLive.has(conversationId)) this.#firstLive.set(conversationId, rev);
      this.#lastLive ??= new Map();
      this.#lastLive.set(conversationId, rev);
    }
    this.#write(told);
  }

  toldFromLog(told: Told): void {
    this.#fromLog ??= new Map();
    this.#fromLog.set(told.conversationId, told.rev);
    this.#write(told);
  }

  /** It is old enough to be none of what was missed; as it happens it would still be told. */
  passedOver(told: Told): void {
    this.#write(told);
  }

  /** Up to where what was missed is to be read. */
  missedBefore(conversationId: number): number {
    return this.#firstLive?.get(conversationId) ?? Number.POSITIVE_INFINITY;
  }

  /** Up to where it was told already, taken or not; 0 when nothing, or nothing that follows what was taken. */
  toldUpTo(conversationId: number): number {
    if (!this.#isCaughtUp) return 0;
    return Math.max(
      this.#written?.get(conversationId) ?? 0,
      this.#pinged?.get(conversationId) ?? 0,
      this.#fromLog?.get(conversationId) ?? 0,
    );
  }

  caughtUp(mark: string): void {
    this.#firstLive = null;
    this.#lastLive = null;
    this.#isCaughtUp = true;
    this.#writtenMark = mark;
  }

  /** The payload of a ping to send after what is written now; null when none is due. */
  pingDue(now: number): string | null {
    if (this.#pinged !== null || !this.#hasWritten()) return null;
    const sinceMs = now - this.#pingedAt;
    const pingsLeft = Math.min(pingsAtOnceMax, this.#pingsLeft + sinceMs / pingEveryMs);
    if (sinceMs < pingIntervalMs || pingsLeft < 1) return null;
    this.#pingsLeft = pingsLeft - 1;
    this.#pingedAt = now;
    this.#pinged = noneWritten;
    this.#pingedLive = this.#lastLive ?? noneWritten;
    this.#lastLive = null;
    if (this.#isCaughtUp) {
      this.#pinged = this.#written ?? noneWritten;
      this.#pingedMark = this.#writtenMark;
      this.#written = null;
      this.#writtenMark = null;
    }
    this.#pingNumber += 1;
    return String(this.#pingNumber);
  }

  /** Whether a ping will be due by itself. */
  get isOwing(): boolean {
    return this.#hasWritten();
  }

  pong(payload: string): void {
    if (this.#pinged === null || payload !== String(this.#pingNumber)) return;
    const of = { userId: this.#userId, consumer: this.#consumer };
    for (const [conversationId, rev] of this.#pinged) this.#positions.taken({ ...of, conversationId, rev });
    for (const [conversationId, rev] of this.#pingedLive) {
      const from = this.#firstLive?.get(conversationId);
      if (from !== undefined) this.#positions.heardLive({ ...of, conversationId, from, rev });
    }
    if (this.#pingedMark !== null) {
      this.#positions.marked({ ...of, mark: this.#pingedMark });
    }
    this.#pinged = null;
    this.#pingedMark = null;
  }

  /** Before what was missed was told, no cursor may move over it. */
  #hasWritten(): boolean {
    if (!this.#isCaughtUp) return this.#lastLive !== null;
    return this.#written !== null || this.#writtenMark !== null;
  }

  #write({ conversationId, rev }: Told): void {
    this.#written ??= new Map();
    this.#written.set(conversationId, Math.max(rev, this.#written.get(conversationId) ?? 0));
  }
}
