import type { ReadOperation } from "../operation.ts";
import { isSignalHeard } from "./access-signal.ts";

export const signalTyping: ReadOperation<"signal.typing"> = {
  kind: "read",
  async run({ reader, signal }, actor, { conversationId }) {
    if (!(await isSignalHeard(reader, actor, conversationId))) return {};
    const { userId } = actor;
    const text = JSON.stringify({ ev: "member.typing", conversationId, userId });
    signal({ conversationId, text, userId, isForOthersOnly: true });
    return {};
  },
};
