import type { WriteOperation } from "../operation.ts";
import { changeOwnState } from "./change-own-state.ts";
import { moveReadPosition } from "./move-read-position.ts";

export const clearConversation: WriteOperation<"inbox.clear"> = {
  kind: "write",
  run: (context, actor, { conversationId }) =>
    changeOwnState(context, actor, conversationId, async ({ member }) => {
      const { lastRev: rev, lastSeq: seq } = member;
      await context.tx.ownStates.clear(conversationId, actor.userId, { rev, seq });
      await moveReadPosition(context.tx, member, seq);
      return { clearedSeq: seq, unreadMarkSeq: undefined };
    }),
};
