import { ParleyError } from "@parley/protocol";
import { outranks } from "../conversation/member-policy.ts";
import { holdLivingGroup } from "../group/access-group.ts";
import type { WriteOperation } from "../operation.ts";
import { accessMember } from "./access-member.ts";
import { changeMember } from "./change-member.ts";

export const muteMember: WriteOperation<"member.mute"> = {
  kind: "write",
  async run(context, actor, { conversationId, userId, until }) {
    const opened = await holdLivingGroup(context.tx, actor, conversationId);
    const other = await accessMember(context.tx, opened, userId);
    if (!outranks(opened.member.role, other.role)) throw new ParleyError("forbidden");
    const mutedUntil = until ?? 0;
    if ((other.mutedUntil ?? 0) === mutedUntil) return { member: other };
    return { member: await changeMember(context, opened, actor.userId, userId, { mutedUntil }) };
  },
};
