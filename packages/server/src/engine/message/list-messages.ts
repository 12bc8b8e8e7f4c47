import { limits } from "@parley/protocol";
import { accessMembership } from "../conversation/access-conversation.ts";
import { EncodedResult } from "../encoded-result.ts";
import type { ReadOperation } from "../operation.ts";

export const listMessages: ReadOperation<"message.list"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    await accessMembership(reader, actor, args.conversationId);
    const texts = await reader.log.page(args.conversationId, {
      beforeSeq: args.beforeSeq ?? null,
      afterSeq: args.afterSeq ?? null,
      limit: args.limit ?? limits.messagePageDefault,
    });
    return new EncodedResult(`{"messages":[${texts.join(",")}]}`);
  },
};
