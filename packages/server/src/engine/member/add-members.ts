import { ParleyError } from "@parley/protocol";
import { holdLivingGroup } from "../group/access-group.ts";
import { mayDo } from "../group/group-policy.ts";
import type { WriteOperation } from "../operation.ts";
import { admitMembers } from "./admit-members.ts";

export const addMembers: WriteOperation<"member.add"> = {
  kind: "write",
  async run(context, actor, { conversationId, userIds }) {
    const { tx } = context;
    const opened = await holdLivingGroup(tx, actor, conversationId);
    if (!mayDo(opened.member.role, opened.settings.invite)) throw new ParleyError("forbidden");
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
    return admitMembers(context, opened, actor.userId, wanted);
  },
};
