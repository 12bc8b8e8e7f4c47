import { limits } from "@parley/protocol";
import { accessMembership } from "../conversation/access-conversation.ts";
import { EncodedResult } from "../encoded-result.ts";
import type { ReadOperation } from "../operation.ts";
import { fitFromEnd, fitFromStart } from "../page-budget.ts";
import { withoutHidden } from "./hidden-messages.ts";
import { quotedField } from "./quoted-messages.ts";

export const listMessages: ReadOperation<"message.list"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    const visible = await accessMembership(reader, actor, args.conversationId);
    const page = await reader.log.page(args.conversationId, {
      beforeSeq: args.beforeSeq ?? null,
      afterSeq: args.afterSeq ?? null,
      limit: args.limit ?? limits.messagePageDefault,
      visible,
    });
    const texts = await withoutHidden(reader, visible, page);
    // The page keeps the end it was asked from: the oldest after a number, else the newest.
    const fitting = args.afterSeq === undefined ? fitFromEnd(texts) : fitFromStart(texts);
    const quoted = await quotedField(reader, visible, fitting);
    return new EncodedResult(`{"messages":[${fitting.join(",")}]${quoted}}`);
  },
};
