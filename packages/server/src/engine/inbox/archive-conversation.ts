import type { WriteOperation } from "../operation.ts";
import { changeOwnState } from "./change-own-state.ts";

export const archiveConversation: WriteOperation<"inbox.archive"> = {
  kind: "write",
  run: (context, actor, { conversationId }) =>
    changeOwnState(context, actor, conversationId, ({ member }) => ({ archivedSeq: member.lastSeq })),
};
