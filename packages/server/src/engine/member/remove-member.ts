import { ParleyError } from "@parley/protocol";
import { outranks } from "../conversation/member-policy.ts";
import { holdLivingGroup } from "../group/access-group.ts";
import type { WriteOperation } from "../operation.ts";
import { accessMember } from "./access-member.ts";
import { dismissMember } from "./dismiss-member.ts";

export const removeMember: WriteOperation<"member.remove"> = {
  kind: "write",
  async run(context, actor, { conversationId, userId }) {
    const opened = await holdLivingGroup(context.tx, actor, conversationId);
    const other = await accessMember(context.tx, opened, userId);
    if (!outranks(opened.member.role, other.role)) throw new ParleyError("forbidden");
    const dismissal = { actorId: actor.userId, userId, reason: "removed" } as const;
    return { conversation: await dismissMember(context, opened, dismissal) };
  },
};
