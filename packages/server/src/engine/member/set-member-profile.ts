import { holdLivingGroup } from "../group/access-group.ts";
import { showPicture } from "../media/show-picture.ts";
import type { WriteOperation } from "../operation.ts";
import { nameKey } from "../ports/name-key.ts";
import { changeMember } from "./change-member.ts";

export const setMemberProfile: WriteOperation<"member.setProfile"> = {
  kind: "write",
  async run(context, actor, { conversationId, nickname, avatar }) {
    const opened = await holdLivingGroup(context.tx, actor, conversationId);
    const text = nickname?.trim();
    const { userId } = actor;
    await showPicture(context, actor, { kind: "member", conversationId, userId }, avatar);
    if (opened.group.conversation.faces?.includes(userId)) await context.tx.faces.mark(conversationId);
    const member = await changeMember(context, opened, userId, userId, {
      ...(nickname === undefined
        ? {}
        : { nickname: text === undefined ? null : { text, key: nameKey(text) } }),
      ...(avatar === undefined ? {} : { avatar }),
    });
    return { member };
  },
};
