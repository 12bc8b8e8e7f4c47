import { ParleyError } from "@parley/protocol";
import { canRead } from "../conversation/member-policy.ts";
import { holdLivingGroup } from "../group/access-group.ts";
import { mayDo } from "../group/group-policy.ts";
import { keepRequests } from "../group/keep-requests.ts";
import { currentConversation } from "../group/public-group.ts";
import type { WriteOperation } from "../operation.ts";
import { admitMembers } from "./admit-members.ts";

export const addMembers: WriteOperation<"member.add"> = {
  kind: "write",
  async run(context, actor, { conversationId, userIds }) {
    const { tx } = context;
    const opened = await holdLivingGroup(tx, actor, conversationId);
    const mayAdd = mayDo(opened.member.role, opened.settings.invite);
    if (!mayAdd && opened.settings.join !== "approval") throw new ParleyError("forbidden");
    const wanted = [...new Set(userIds)];
    const users = await tx.users.listEnabled(wanted);
    const known = new Set(users.map(({ id }) => id));
    const nobody = wanted.find((userId) => !known.has(userId));
    if (nobody !== undefined) {
      throw new ParleyError("not_found", { details: { path: "/userIds", userId: nobody } });
    }
    const isGuest = users.some(({ role }) => role === "guest");
    if (isGuest && !opened.settings.guestsMayJoin) throw new ParleyError("forbidden");
    const blockers = await tx.contacts.blockersOf(actor.userId, wanted);
    if (blockers.length > 0) throw new ParleyError("not_accepted");
    if (mayAdd) return admitMembers(context, opened, actor.userId, wanted);
    const members = await tx.groups.members(conversationId, wanted);
    const present = new Set(members.filter(({ status }) => canRead(status)).map(({ userId }) => userId));
    const absent = wanted.filter((userId) => !present.has(userId));
    await keepRequests(context, { conversationId, actorId: actor.userId, userIds: absent });
    return { addedIds: [], conversation: await currentConversation(tx, conversationId) };
  },
};
