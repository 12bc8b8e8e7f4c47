import { ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { holdLivingGroup } from "./access-group.ts";
import { changeGroup } from "./change-group.ts";

export const dissolveGroup: WriteOperation<"group.dissolve"> = {
  kind: "write",
  async run(context, actor, { conversationId }) {
    const opened = await holdLivingGroup(context.tx, actor, conversationId);
    if (opened.member.role !== "owner") throw new ParleyError("forbidden");
    const { conversation } = await changeGroup(context, opened, actor.userId, { status: "dissolved" });
    return { conversation };
  },
};
