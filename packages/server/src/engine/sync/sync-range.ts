import { limits } from "@parley/protocol";
import { accessMembership } from "../conversation/access-conversation.ts";
import { EncodedResult } from "../encoded-result.ts";
import type { ReadOperation } from "../operation.ts";
import { fitFromStart } from "../page-budget.ts";

export const syncRange: ReadOperation<"sync.range"> = {
  kind: "read",
  async run({ reader }, actor, { conversationId, afterRev, limit }) {
    await accessMembership(reader, actor, conversationId);
    const texts = await reader.log.range(conversationId, afterRev, limit ?? limits.eventPageDefault);
    const conversation = await reader.conversations.find(conversationId);
    return new EncodedResult(
      `{"events":[${fitFromStart(texts).join(",")}],"lastRev":${conversation?.lastRev ?? afterRev}}`,
    );
  },
};
