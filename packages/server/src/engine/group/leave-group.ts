import { ParleyError } from "@parley/protocol";
import { dismissMember } from "../member/dismiss-member.ts";
import type { WriteOperation } from "../operation.ts";
import { holdGroup } from "./access-group.ts";

export const leaveGroup: WriteOperation<"group.leave"> = {
  kind: "write",
  async run(context, actor, { conversationId }) {
    const opened = await holdGroup(context.tx, actor, conversationId);
    if (opened.member.role === "owner" && opened.group.status !== "dissolved") {
      throw new ParleyError("conflict", {
        message: "The owner hands the group over or dissolves it.",
      });
    }
    // They would come in again as if nothing had been.
    if (opened.member.status === "locked") throw new ParleyError("forbidden");
    const { userId } = actor;
    await dismissMember(context, opened, { actorId: userId, userId, reason: "left" });
    return {};
  },
};
