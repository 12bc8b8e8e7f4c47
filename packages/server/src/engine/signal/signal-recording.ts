import type { ReadOperation } from "../operation.ts";
import { isSignalHeard } from "./access-signal.ts";

export const signalRecording: ReadOperation<"signal.recording"> = {
  kind: "read",
  async run({ reader, signal }, actor, { conversationId, kind }) {
    if (!(await isSignalHeard(reader, actor, conversationId))) return {};
    const { userId } = actor;
    const text = JSON.stringify({ ev: "member.recording", conversationId, userId, kind });
    signal({ conversationId, text, userId, isForOthersOnly: true });
    return {};
  },
};
