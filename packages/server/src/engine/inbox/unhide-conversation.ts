import type { WriteOperation } from "../operation.ts";
import { changeOwnState } from "./change-own-state.ts";

export const unhideConversation: WriteOperation<"inbox.unhide"> = {
  kind: "write",
  run: (context, actor, { conversationId }) =>
    changeOwnState(context, actor, conversationId, () => ({ unlistedSeq: undefined })),
};
