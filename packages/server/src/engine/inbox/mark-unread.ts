import type { WriteOperation } from "../operation.ts";
import { changeOwnState } from "./change-own-state.ts";

export const markUnread: WriteOperation<"inbox.markUnread"> = {
  kind: "write",
  run: (context, actor, { conversationId }) =>
    changeOwnState(context, actor, conversationId, async () => {
      const { readSeq } = await context.tx.members.markRead(conversationId, actor.userId, 0);
      return { unreadMarkSeq: readSeq };
    }),
};
