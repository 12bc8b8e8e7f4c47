import type { WriteOperation } from "../operation.ts";
import { changeOwnState } from "./change-own-state.ts";

export const hideConversation: WriteOperation<"inbox.hide"> = {
  kind: "write",
  run: (context, actor, { conversationId }) =>
    changeOwnState(context, actor, conversationId, ({ member }) => ({ unlistedSeq: member.lastSeq })),
};
