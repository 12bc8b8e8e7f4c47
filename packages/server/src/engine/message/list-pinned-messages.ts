import { limits } from "@parley/protocol";
import { accessMembership } from "../conversation/access-conversation.ts";
import { EncodedResult } from "../encoded-result.ts";
import type { ReadOperation } from "../operation.ts";
import { fitFromStart } from "../page-budget.ts";
import { withoutHidden } from "./hidden-messages.ts";

export const listPinnedMessages: ReadOperation<"message.listPinned"> = {
  kind: "read",
  async run({ reader }, actor, { conversationId, before, limit = limits.pinnedMessagesMax }) {
    const member = await accessMembership(reader, actor, conversationId);
    const page = await reader.pinnedMessages.page(conversationId, before ?? null, limit + 1);
    const places = page.slice(0, limit);
    const visible = places
      .filter(({ rev }) => rev > member.firstRev && rev <= member.lastRev)
      .map(({ rev }) => rev);
    const found = await reader.log.messagesAt(conversationId, visible);
    const messages = new Map<number, string>();
    for (const text of await withoutHidden(reader, member, found)) {
      const { rev, content } = JSON.parse(text) as { readonly rev: number; readonly content: unknown };
      if (content !== null) messages.set(rev, text);
    }
    const texts = places.map(({ rev, pinnedAt, pinnedBy }) => {
      const message = messages.get(rev);
      if (message === undefined) return "";
      return `{"message":${message},"pinnedAt":${pinnedAt},"pinnedBy":${pinnedBy}}`;
    });
    const fitting = fitFromStart(texts);
    const next = fitting.length < page.length ? (places[fitting.length - 1]?.id ?? null) : null;
    const pinned = fitting.filter((text) => text !== "");
    return new EncodedResult(`{"pinned":[${pinned.join(",")}],"next":${next}}`);
  },
};
