import { accessMembership } from "../conversation/access-conversation.ts";
import type { ReadOperation } from "../operation.ts";

export const signalTyping: ReadOperation<"signal.typing"> = {
  kind: "read",
  async run({ reader, signal }, actor, { conversationId }) {
    const { isHiding, status } = await accessMembership(reader, actor, conversationId);
    if (isHiding || status === "locked") return {};
    const text = JSON.stringify({ ev: "member.typing", conversationId, userId: actor.userId });
    signal({ conversationId, text, userId: actor.userId, isForOthersOnly: true });
    return {};
  },
};
