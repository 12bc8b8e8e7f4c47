/**
 * Tells the server up to where messages have arrived here (INB-40), of many conversations in one call. Loaded when the
 * client has caught up for the first time. Owns what was told. Only pleasant to know for others, so what a call failed to
 * tell is told with the next message. Invariant: nothing is told before it is known that others may know (INB-43).
 */
import { clientLimits } from "@parley/protocol/client-limits";
import type { ClientParts } from "../client-parts.ts";
import type { Timer } from "../platform/platform.ts";

/** What arrives within this time is told together. */
const flushAfterMs = 200;
/** Between two calls: half of what the server lets through. */
const everyMs = 2_000;

/** What was read need not be told; of several tabs one tells. */
export class DeliveredPositions {
  readonly #parts: ClientParts;
  readonly #told = new Map<number, number>();
  /** Conversations in which something may have arrived. */
  readonly #due: Set<number>;
  #userId: number;
  #timer: Timer = null;
  #calledAt = 0;

  constructor(parts: ClientParts) {
    const { conversations, link, ownFeed, synchronizer } = parts;
    this.#parts = parts;
    this.#userId = conversations.selfId;
    this.#due = new Set(conversations.ids());
    conversations.onChange((id) => {
      this.#due.add(id);
      this.#flushSoon();
    });
    const flushSoon = () => this.#flushSoon();
    ownFeed.kept.subscribe(flushSoon);
    synchronizer.isBehind.subscribe(flushSoon);
    link.state.subscribe(({ status }) => {
      if (status === "online") return;
      parts.platform.clearTimer(this.#timer);
      this.#timer = null;
    });
  }

  #flushSoon(): void {
    const { platform } = this.#parts;
    if (this.#timer !== null || this.#due.size === 0 || !this.#mayTell()) return;
    const waitMs = Math.max(flushAfterMs, this.#calledAt + everyMs - platform.now());
    this.#timer = platform.setTimer(() => this.#flush(), waitMs);
  }

  #mayTell(): boolean {
    const { isOnline, ownFeed, peers, synchronizer } = this.#parts;
    const { settings } = ownFeed.kept.get();
    const isCurrent = isOnline() && !synchronizer.isBehind.get() && peers.isLeader.get();
    return isCurrent && settings !== null && settings.privacy?.readReceipts !== false;
  }

  #flush(): void {
    this.#timer = null;
    if (!this.#mayTell()) return;
    const { call, conversations, platform } = this.#parts;
    if (this.#userId !== conversations.selfId) this.#told.clear();
    this.#userId = conversations.selfId;
    const positions: { conversationId: number; seq: number }[] = [];
    for (const conversationId of this.#due) {
      if (positions.length === clientLimits.deliveredPositionsMax) break;
      this.#due.delete(conversationId);
      const seq = this.#arrivedSeq(conversationId);
      if (seq <= (this.#told.get(conversationId) ?? 0)) continue;
      this.#told.set(conversationId, seq);
      positions.push({ conversationId, seq });
    }
    if (positions.length > 0) {
      this.#calledAt = platform.now();
      call("inbox.markDelivered", { positions }).catch(() => {
        for (const { conversationId } of positions) this.#told.delete(conversationId);
      });
    }
    this.#flushSoon();
  }

  /** 0 where nothing is to be told. */
  #arrivedSeq(conversationId: number): number {
    const head = this.#parts.conversations.get(conversationId)?.head;
    if (head === undefined || head.conversation.memberCount > clientLimits.receiptMembersMax) return 0;
    return head.unread === 0 || head.lastSeq <= head.readSeq ? 0 : head.lastSeq;
  }
}
