import type { WriteOperation } from "../operation.ts";
import { changeOwnState } from "./change-own-state.ts";

export const unmuteConversation: WriteOperation<"inbox.unmute"> = {
  kind: "write",
  run: (context, actor, { conversationId }) =>
    changeOwnState(context, actor, conversationId, () => ({ mutedUntil: undefined })),
};
