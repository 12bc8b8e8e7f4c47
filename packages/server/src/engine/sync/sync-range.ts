import { limits } from "@parley/protocol";
import { accessMembership } from "../conversation/access-conversation.ts";
import { EncodedResult } from "../encoded-result.ts";
import { withoutHidden } from "../message/hidden-messages.ts";
import type { ReadOperation } from "../operation.ts";
import { fitFromStart } from "../page-budget.ts";

export const syncRange: ReadOperation<"sync.range"> = {
  kind: "read",
  async run({ reader }, actor, { conversationId, afterRev, limit }) {
    const member = await accessMembership(reader, actor, conversationId);
    const { sinceRev, lastRev } = member;
    // No further than at the moment the actor was a member: what follows may follow their removal (INV-15).
    const range = await reader.log.range(
      conversationId,
      Math.max(afterRev, sinceRev),
      limit ?? limits.eventPageDefault,
      lastRev,
    );
    const texts = await withoutHidden(reader, member, range);
    return new EncodedResult(`{"events":[${fitFromStart(texts).join(",")}],"lastRev":${lastRev}}`);
  },
};
