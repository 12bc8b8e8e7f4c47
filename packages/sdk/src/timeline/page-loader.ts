import type { User } from "@parley/protocol";
import { clientLimits } from "@parley/protocol/client-limits";
import type { Call } from "../calls.ts";
import { addSlice, type Slice } from "../state/history.ts";
import type { Signals } from "../state/signals.ts";
import type { Conversations } from "../sync/conversations.ts";

export interface PageLoaderOptions {
  readonly call: Call;
  readonly conversations: Conversations;
  readonly signals: Signals;
  readonly onUsers: (users: readonly User[]) => void;
}

/** Receipts are shown for conversations up to this size. */
const receiptMembersMax = 100;

/**
 * Brings pages of history from the server into the histories. Rejects with what the server answered. A page may be
 * shorter than asked for although there is more: only the numbers, or an empty page, say where a history ends.
 */
export class PageLoader {
  readonly #options: PageLoaderOptions;

  constructor(options: PageLoaderOptions) {
    this.#options = options;
  }

  async loadNewest(conversationId: number, limit: number): Promise<void> {
    const lastSeq = this.#lastSeq(conversationId);
    const { messages } = await this.#options.call("message.list", { conversationId, limit });
    this.#add(conversationId, {
      fromSeq: messages[0]?.seq ?? 1,
      toSeq: messages.at(-1)?.seq ?? lastSeq,
      messages,
    });
  }

  async loadPage(
    conversationId: number,
    bound: { beforeSeq: number } | { afterSeq: number },
    limit: number,
  ): Promise<void> {
    const lastSeq = this.#lastSeq(conversationId);
    const { messages } = await this.#options.call("message.list", { conversationId, limit, ...bound });
    if ("beforeSeq" in bound) {
      const fromSeq = messages[0]?.seq ?? 1;
      this.#add(conversationId, { fromSeq, toSeq: bound.beforeSeq - 1, messages });
      return;
    }
    const toSeq = messages.at(-1)?.seq ?? Math.max(bound.afterSeq, lastSeq);
    this.#add(conversationId, { fromSeq: bound.afterSeq + 1, toSeq, messages });
  }

  async loadAround(conversationId: number, seq: number, limit: number): Promise<void> {
    const half = Math.max(1, Math.ceil(limit / 2));
    await Promise.all([
      this.loadPage(conversationId, { afterSeq: Math.max(0, seq - 1) }, half),
      seq > 1 ? this.loadPage(conversationId, { beforeSeq: seq }, half) : undefined,
    ]);
  }

  /** How far the others have read. Only pleasant to know, so a failure is no matter. */
  async loadReceipts(conversationId: number): Promise<void> {
    const { call, conversations, signals, onUsers } = this.#options;
    const head = conversations.get(conversationId)?.head;
    if (head === undefined || head.conversation.memberCount > receiptMembersMax) return;
    try {
      const { members, users } = await call("member.list", {
        conversationId,
        limit: clientLimits.memberPageDefault,
      });
      onUsers(users);
      for (const { userId, readSeq, deliveredSeq = 0 } of members) {
        if (userId === conversations.selfId) continue;
        signals.read(conversationId, userId, readSeq);
        signals.arrived(conversationId, userId, deliveredSeq);
      }
    } catch {
      // The next look asks again.
    }
  }

  #lastSeq(conversationId: number): number {
    return this.#options.conversations.get(conversationId)?.head.lastSeq ?? 0;
  }

  #add(conversationId: number, slice: Slice): void {
    const { conversations } = this.#options;
    const history = conversations.get(conversationId)?.history;
    if (history) conversations.setHistory(conversationId, addSlice(history, slice));
  }
}
