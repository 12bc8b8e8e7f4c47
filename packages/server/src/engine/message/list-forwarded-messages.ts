import { limits, ParleyError } from "@parley/protocol";
import { EncodedResult } from "../encoded-result.ts";
import type { ReadOperation } from "../operation.ts";
import { fitFromStart } from "../page-budget.ts";
import { accessMessage } from "./access-message.ts";

export const listForwardedMessages: ReadOperation<"message.listForwarded"> = {
  kind: "read",
  async run({ reader }, actor, { conversationId, id, after = 0, limit = limits.messagePageDefault }) {
    const { message } = await accessMessage(reader, actor, conversationId, id);
    const { seq, rev, body } = message;
    const hidden = await reader.hiddenMessages.between(actor.userId, conversationId, seq, seq);
    if (body === null || hidden.length > 0) throw new ParleyError("not_found");
    const page = await reader.forwardedMessages.list(conversationId, rev, after, limit);
    const texts = page.map(
      (shown) =>
        `{"place":${shown.place},"senderId":${shown.senderId},"sentAt":${shown.sentAt},"content":${shown.body}}`,
    );
    return new EncodedResult(`{"messages":[${fitFromStart(texts).join(",")}]}`);
  },
};
