import { ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { holdLivingGroup } from "./access-group.ts";
import { changeGroup } from "./change-group.ts";
import { isAdmin } from "./group-policy.ts";
import { publicGroup } from "./public-group.ts";

export const lockGroup: WriteOperation<"group.lock"> = {
  kind: "write",
  async run(context, actor, { conversationId, isLocked }) {
    const opened = await holdLivingGroup(context.tx, actor, conversationId);
    if (!isAdmin(opened.member.role)) throw new ParleyError("forbidden");
    const status = isLocked ? "locked" : "active";
    const { conversation } =
      opened.group.status === status
        ? publicGroup(opened.group)
        : await changeGroup(context, opened, actor.userId, { status });
    return { conversation };
  },
};
