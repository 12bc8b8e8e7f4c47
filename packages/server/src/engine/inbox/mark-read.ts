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
    return moveReadPosition(context.tx, member, seq);
  },
};
