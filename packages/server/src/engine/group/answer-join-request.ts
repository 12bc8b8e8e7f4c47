import { ParleyError } from "@parley/protocol";
import { admitMembers } from "../member/admit-members.ts";
import type { WriteOperation } from "../operation.ts";
import { holdLivingGroup } from "./access-group.ts";
import { isAdmin } from "./group-policy.ts";
import { tellRequestsOver } from "./tell-request.ts";

export const answerJoinRequest: WriteOperation<"group.requests.answer"> = {
  kind: "write",
  async run(context, actor, { conversationId, userId, answer }) {
    const { tx } = context;
    const opened = await holdLivingGroup(tx, actor, conversationId);
    if (!isAdmin(opened.member.role)) throw new ParleyError("forbidden");
    if (!(await tx.invites.hasRequest(conversationId, userId))) throw new ParleyError("not_found");
    const isDisabled = (await tx.users.find(userId))?.isEnabled !== true;
    // Whoever was disabled since comes in nowhere, but must not wait for ever.
    if (answer === "accept" && isDisabled) throw new ParleyError("not_found");
    await tx.invites.removeRequests(conversationId, [userId]);
    const change = { conversationId, actorId: actor.userId, userIds: [userId], answer };
    await tellRequestsOver(context, change);
    if (answer === "accept") await admitMembers(context, opened, actor.userId, [userId]);
    return {};
  },
};
