import { ParleyError } from "@parley/protocol";
import { outranks } from "../conversation/member-policy.ts";
import { EncodedResult } from "../encoded-result.ts";
import type { ReadOperation } from "../operation.ts";
import { fitFromEnd } from "../page-budget.ts";
import { accessMessage } from "./access-message.ts";

export const listMessageEdits: ReadOperation<"message.listEdits"> = {
  kind: "read",
  async run({ reader }, actor, { conversationId, id }) {
    const { member, message } = await accessMessage(reader, actor, conversationId, id);
    if (message.senderId !== actor.userId && !outranks(member.role, "member"))
      throw new ParleyError("forbidden");
    const edits = await reader.messageEdits.list(conversationId, message.rev);
    const texts = edits.map(({ body, at }) => `{"content":${body},"replacedAt":${at}}`);
    return new EncodedResult(`{"edits":[${fitFromEnd(texts).join(",")}]}`);
  },
};
