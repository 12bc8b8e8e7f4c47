import { ParleyError } from "@parley/protocol";
import { holdLivingGroup } from "../group/access-group.ts";
import type { WriteOperation } from "../operation.ts";
import { accessMember } from "./access-member.ts";
import { changeMember } from "./change-member.ts";

export const setMemberRole: WriteOperation<"member.setRole"> = {
  kind: "write",
  async run(context, actor, { conversationId, userId, role }) {
    const opened = await holdLivingGroup(context.tx, actor, conversationId);
    if (opened.member.role !== "owner") throw new ParleyError("forbidden");
    const other = await accessMember(context.tx, opened, userId);
    if (other.role === role) return { member: other };
    const user = await context.tx.users.find(userId);
    if (other.role === "owner" || user?.role === "guest") throw new ParleyError("forbidden");
    return { member: await changeMember(context, opened, actor.userId, userId, { role }) };
  },
};
