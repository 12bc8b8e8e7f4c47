import { ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { holdLivingGroup } from "./access-group.ts";
import { endGroup } from "./end-group.ts";

export const dissolveGroup: WriteOperation<"group.dissolve"> = {
  kind: "write",
  async run(context, actor, { conversationId }) {
    const opened = await holdLivingGroup(context.tx, actor, conversationId);
    if (opened.member.role !== "owner") throw new ParleyError("forbidden");
    return { conversation: await endGroup(context, opened, actor.userId) };
  },
};
