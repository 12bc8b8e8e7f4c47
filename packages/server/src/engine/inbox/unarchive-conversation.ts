import type { WriteOperation } from "../operation.ts";
import { changeOwnState } from "./change-own-state.ts";

export const unarchiveConversation: WriteOperation<"inbox.unarchive"> = {
  kind: "write",
  run: (context, actor, { conversationId }) =>
    changeOwnState(context, actor, conversationId, () => ({ archivedSeq: undefined })),
};
