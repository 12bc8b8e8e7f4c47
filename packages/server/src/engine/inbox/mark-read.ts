import { accessMembership } from "../conversation/access-conversation.ts";
import type { WriteOperation } from "../operation.ts";
import { changeOwnState } from "./change-own-state.ts";
import { moveReadPosition } from "./move-read-position.ts";

export const markRead: WriteOperation<"inbox.markRead"> = {
  kind: "write",
  async run(context, actor, { conversationId, seq }) {
    const member = await accessMembership(context.tx, actor, conversationId);
    if (member.isMarkedUnread) {
      await changeOwnState(context, actor, conversationId, () => ({ unreadMarkSeq: undefined }));
    }
    // Also where the position is there already, by a message of the reader's own: only now they say that they read.
    const read = { conversationId, userId: actor.userId, firstSeq: member.firstSeq, seq };
    await context.tx.expiringMessages.beginRead(read, context.ports.clock.now());
    return moveReadPosition(context.tx, member, seq);
  },
};
