import { ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { holdLivingGroup } from "./access-group.ts";
import { changeGroup } from "./change-group.ts";
import { isAdmin } from "./group-policy.ts";
import { publicGroup } from "./public-group.ts";

export const muteAll: WriteOperation<"group.muteAll"> = {
  kind: "write",
  async run(context, actor, { conversationId, isMuted }) {
    const opened = await holdLivingGroup(context.tx, actor, conversationId);
    if (!isAdmin(opened.member.role)) throw new ParleyError("forbidden");
    if (opened.settings.isMutedAll === isMuted) return { group: publicGroup(opened.group) };
    const settings = { isMutedAll: isMuted };
    return { group: await changeGroup(context, opened, actor.userId, { settings }) };
  },
};
