import { ParleyError } from "@parley/protocol";
import { accessMember } from "../member/access-member.ts";
import { changeMember } from "../member/change-member.ts";
import type { WriteOperation } from "../operation.ts";
import { holdLivingGroup } from "./access-group.ts";
import { changeGroup } from "./change-group.ts";

export const transferGroup: WriteOperation<"group.transfer"> = {
  kind: "write",
  async run(context, actor, { conversationId, userId }) {
    const opened = await holdLivingGroup(context.tx, actor, conversationId);
    if (opened.member.role !== "owner") throw new ParleyError("forbidden");
    const other = await accessMember(context.tx, opened, userId);
    const user = await context.tx.users.find(userId);
    if (other.role === "owner" || user?.isEnabled !== true || user.role === "guest") {
      throw new ParleyError("forbidden");
    }
    await changeMember(context, opened, actor.userId, userId, { role: "owner" });
    await changeMember(context, opened, actor.userId, actor.userId, { role: "admin" });
    const { conversation } = await changeGroup(context, opened, actor.userId, { ownerId: userId });
    return { conversation };
  },
};
