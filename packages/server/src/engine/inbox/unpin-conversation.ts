import type { WriteOperation } from "../operation.ts";
import { changeOwnState } from "./change-own-state.ts";

export const unpinConversation: WriteOperation<"inbox.unpin"> = {
  kind: "write",
  run: (context, actor, { conversationId }) =>
    changeOwnState(context, actor, conversationId, () => ({ pinnedAt: undefined })),
};
