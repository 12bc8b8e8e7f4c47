import { errorCodes, ParleyError } from "@parley/protocol/errors";
import type { Call } from "../calls.ts";
import type { Platform, Timer } from "../platform/platform.ts";
import type { LocalStore } from "../storage/local-store.ts";
import type { Conversations } from "../sync/conversations.ts";

/** Positions moved within this time are told once. */
const flushAfterMs = 200;
const retryAfterMs = 5_000;

export interface ReadPositionsOptions {
  readonly call: Call;
  readonly conversations: Conversations;
  readonly store: LocalStore;
  readonly platform: Platform;
  readonly isOnline: () => boolean;
  /** Asks the server for the heads that changed. */
  readonly catchUp: () => void;
}

/** How far the user has read, moved here at once and told to the server when that is possible. */
export class ReadPositions {
  readonly #options: ReadPositionsOptions;
  readonly #untold = new Map<number, number>();
  #timer: Timer = null;

  constructor(options: ReadPositionsOptions) {
    this.#options = options;
  }

  restore(reads: readonly (readonly [number, number])[]): void {
    for (const [conversationId, seq] of reads) this.#untold.set(conversationId, seq);
  }

  move(conversationId: number, seq: number): void {
    const { conversations } = this.#options;
    const before = conversations.get(conversationId)?.head.readSeq ?? 0;
    if (seq <= before) return;
    conversations.moveReadPosition(conversationId, seq);
    this.#untold.set(conversationId, seq);
    this.#store();
    this.#schedule(flushAfterMs);
  }

  flush(): void {
    if (!this.#options.isOnline()) return;
    for (const [conversationId, seq] of this.#untold) void this.#tell(conversationId, seq);
  }

  clear(): void {
    this.#untold.clear();
    this.stop();
  }

  stop(): void {
    this.#options.platform.clearTimer(this.#timer);
  }

  async #tell(conversationId: number, seq: number): Promise<void> {
    const { call, catchUp, conversations } = this.#options;
    try {
      const { readSeq } = await call("inbox.markRead", { conversationId, seq });
      // The answered count does not say which events are in it, as a head does: a push under way would count twice.
      const isCertain = conversations.moveReadPosition(conversationId, readSeq);
      if (!isCertain && this.#untold.get(conversationId) === seq) catchUp();
    } catch (failure) {
      if (failure instanceof ParleyError && errorCodes[failure.code].retry !== "never") {
        this.#schedule(failure.retryAfterMs ?? retryAfterMs);
        return;
      }
    }
    if (this.#untold.get(conversationId) === seq) this.#untold.delete(conversationId);
    this.#store();
  }

  #schedule(afterMs: number): void {
    const { platform } = this.#options;
    platform.clearTimer(this.#timer);
    this.#timer = platform.setTimer(() => this.flush(), afterMs);
  }

  #store(): void {
    void this.#options.store.write([{ table: "values", key: "reads", value: [...this.#untold] }]);
  }
}
