import { accessMembership } from "../conversation/access-conversation.ts";
import type { ReadOperation } from "../operation.ts";

export const signalTyping: ReadOperation<"signal.typing"> = {
  kind: "read",
  async run({ reader, signal }, actor, { conversationId }) {
    const { isHiding } = await accessMembership(reader, actor, conversationId);
    if (isHiding) return {};
    const text = JSON.stringify({ ev: "member.typing", conversationId, userId: actor.userId });
    signal({ conversationId, text, userId: actor.userId, isForOthersOnly: true });
    return {};
  },
};
