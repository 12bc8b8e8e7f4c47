import { type MessageContent, ParleyError } from "@parley/protocol";
import { accessMessage } from "../message/access-message.ts";
import type { ReadOperation } from "../operation.ts";

export const getStream: ReadOperation<"stream.get"> = {
  kind: "read",
  async run({ reader }, actor, { conversationId, id }) {
    const { message } = await accessMessage(reader, actor, conversationId, id);
    const { body, rev, seq } = message;
    const hidden = await reader.hiddenMessages.between(actor.userId, conversationId, seq, seq);
    const content = body === null || hidden.length > 0 ? null : (JSON.parse(body) as MessageContent);
    if (content?.type === "text") return { text: content.text, isFinal: true };
    const stream = content === null ? null : await reader.streams.find(conversationId, rev);
    if (stream === null) throw new ParleyError("not_found");
    return { text: stream.text, isFinal: false };
  },
};
