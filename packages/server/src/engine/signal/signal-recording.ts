import { accessMembership } from "../conversation/access-conversation.ts";
import type { ReadOperation } from "../operation.ts";

export const signalRecording: ReadOperation<"signal.recording"> = {
  kind: "read",
  async run({ reader, signal }, actor, { conversationId, kind }) {
    const { isHiding, status } = await accessMembership(reader, actor, conversationId);
    if (isHiding || status === "locked") return {};
    const { userId } = actor;
    const text = JSON.stringify({ ev: "member.recording", conversationId, userId, kind });
    signal({ conversationId, text, userId, isForOthersOnly: true });
    return {};
  },
};
