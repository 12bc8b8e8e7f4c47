import type { PushBody, RecordingKind } from "@parley/protocol";
import type { Platform, Timer } from "../platform/platform.ts";
import { Cell } from "./cell.ts";

/** Somebody who said no more is forgotten after this time (see `member.typing`). */
const typingMs = 6_000;

type ByConversation<T> = ReadonlyMap<number, T>;
type SeqByUser = ReadonlyMap<number, number>;

interface Activity {
  readonly conversationId: number;
  readonly userId: number;
  /** Null: typing. */
  readonly recording: RecordingKind | null;
  readonly timer: Timer;
}

/** What is never stored: who types or records, who is online, how far others have got and read messages. */
export class Signals {
  readonly typing = new Cell<ByConversation<readonly number[]>>(new Map());
  readonly recording = new Cell<ByConversation<ReadonlyMap<number, RecordingKind>>>(new Map());
  readonly online = new Cell<ReadonlySet<number>>(new Set());
  readonly receipts = new Cell<ByConversation<SeqByUser>>(new Map());
  /** Never less than `receipts`. */
  readonly delivered = new Cell<ByConversation<SeqByUser>>(new Map());
  readonly #platform: Platform;
  readonly #activities = new Map<string, Activity>();

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Somebody types, or records: whichever was said last. */
  acts(conversationId: number, userId: number, recording: RecordingKind | null): void {
    const key = `${conversationId}:${userId}`;
    const known = this.#activities.get(key);
    this.#platform.clearTimer(known?.timer);
    const timer = this.#platform.setTimer(() => this.stopActing(conversationId, userId), typingMs);
    this.#activities.set(key, { conversationId, userId, recording, timer });
    if (known?.recording !== recording) this.#showActivities();
  }

  /** A message of theirs came, or the time is over. */
  stopActing(conversationId: number, userId: number): void {
    const key = `${conversationId}:${userId}`;
    this.#platform.clearTimer(this.#activities.get(key)?.timer);
    if (this.#activities.delete(key)) this.#showActivities();
  }

  read(conversationId: number, userId: number, readSeq: number): void {
    grow(this.receipts, conversationId, userId, readSeq);
    this.arrived(conversationId, userId, readSeq);
  }

  arrived(conversationId: number, userId: number, deliveredSeq: number): void {
    grow(this.delivered, conversationId, userId, deliveredSeq);
  }

  presence({ userId, online }: PushBody<"user.presence">): void {
    const known = this.online.get();
    if (known.has(userId) === online) return;
    const next = new Set(known);
    if (online) next.add(userId);
    else next.delete(userId);
    this.online.set(next);
  }

  clear(): void {
    for (const { timer } of this.#activities.values()) this.#platform.clearTimer(timer);
    this.#activities.clear();
    this.#showActivities();
    this.online.set(new Set());
    this.receipts.set(new Map());
    this.delivered.set(new Map());
  }

  #showActivities(): void {
    const typing = new Map<number, number[]>();
    const records = new Map<number, Map<number, RecordingKind>>();
    for (const { conversationId: id, userId, recording } of this.#activities.values()) {
      if (recording === null) typing.set(id, [...(typing.get(id) ?? []), userId]);
      else records.set(id, new Map(records.get(id)).set(userId, recording));
    }
    this.typing.set(typing);
    this.recording.set(records);
  }
}

/** Receipts only grow (INV-17). */
function grow(
  all: Cell<ByConversation<SeqByUser>>,
  conversationId: number,
  userId: number,
  seq: number,
): void {
  const known = all.get().get(conversationId);
  if ((known?.get(userId) ?? 0) >= seq) return;
  all.set(new Map(all.get()).set(conversationId, new Map(known).set(userId, seq)));
}
