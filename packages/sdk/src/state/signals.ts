import type { PushBody } from "@parley/protocol";
import type { Platform, Timer } from "../platform/platform.ts";
import { Cell } from "./cell.ts";

/** Somebody who said no more is forgotten after this time (see `member.typing`). */
const typingMs = 6_000;

type ByConversation<T> = ReadonlyMap<number, T>;

/** What is never stored: who types, who is online, how far others have read. */
export class Signals {
  readonly typing = new Cell<ByConversation<readonly number[]>>(new Map());
  readonly online = new Cell<ReadonlySet<number>>(new Set());
  readonly receipts = new Cell<ByConversation<ReadonlyMap<number, number>>>(new Map());
  readonly #platform: Platform;
  readonly #timers = new Map<string, Timer>();

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  typed({ conversationId, userId }: PushBody<"member.typing">): void {
    const key = `${conversationId}:${userId}`;
    this.#platform.clearTimer(this.#timers.get(key));
    this.#timers.set(
      key,
      this.#platform.setTimer(() => this.stopTyping(conversationId, userId), typingMs),
    );
    const users = this.typing.get().get(conversationId) ?? [];
    if (!users.includes(userId)) this.#setTyping(conversationId, [...users, userId]);
  }

  /** A message of theirs came, or the time is over. */
  stopTyping(conversationId: number, userId: number): void {
    const key = `${conversationId}:${userId}`;
    if (!this.#timers.has(key)) return;
    this.#platform.clearTimer(this.#timers.get(key));
    this.#timers.delete(key);
    const users = this.typing.get().get(conversationId) ?? [];
    this.#setTyping(
      conversationId,
      users.filter((id) => id !== userId),
    );
  }

  /** Receipts only grow (INV-17). */
  read(conversationId: number, userId: number, readSeq: number): void {
    const all = this.receipts.get();
    const ofConversation = all.get(conversationId) ?? new Map<number, number>();
    if ((ofConversation.get(userId) ?? 0) >= readSeq) return;
    this.receipts.set(new Map(all).set(conversationId, new Map(ofConversation).set(userId, readSeq)));
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
    for (const timer of this.#timers.values()) this.#platform.clearTimer(timer);
    this.#timers.clear();
    this.typing.set(new Map());
    this.online.set(new Set());
    this.receipts.set(new Map());
  }

  #setTyping(conversationId: number, users: readonly number[]): void {
    const next = new Map(this.typing.get());
    if (users.length > 0) next.set(conversationId, users);
    else next.delete(conversationId);
    this.typing.set(next);
  }
}
