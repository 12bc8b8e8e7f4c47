import { ParleyError } from "@parley/protocol";
import { outranks } from "../conversation/member-policy.ts";
import { holdLivingGroup } from "../group/access-group.ts";
import { assertLater } from "../later-time.ts";
import type { WriteOperation } from "../operation.ts";
import { accessMember } from "./access-member.ts";
import { changeMember } from "./change-member.ts";

export const muteMember: WriteOperation<"member.mute"> = {
  kind: "write",
  async run(context, actor, { conversationId, userId, until }) {
    const opened = await holdLivingGroup(context.tx, actor, conversationId);
    const other = await accessMember(context.tx, opened, userId);
    if (!outranks(opened.member.role, other.role)) throw new ParleyError("forbidden");
    if ((other.mutedUntil ?? null) === until) return { member: other };
    if (until !== null) assertLater(until, context.ports.clock.now(), "/until");
    const changes = { mutedUntil: until ?? 0 };
    return { member: await changeMember(context, opened, actor.userId, userId, changes) };
  },
};
