import { ParleyError } from "@parley/protocol";
import { admitMembers } from "../member/admit-members.ts";
import type { WriteOperation } from "../operation.ts";
import { assertMayEnter, holdDoor } from "./hold-door.ts";
import { keepRequests } from "./keep-requests.ts";
import { groupNamed } from "./name-group.ts";
import { currentConversation } from "./public-group.ts";

export const joinGroup: WriteOperation<"group.join"> = {
  kind: "write",
  async run(context, actor, { message, ...named }) {
    const { tx } = context;
    const conversationId = await groupNamed(tx, named);
    const door = await holdDoor(tx, actor, conversationId);
    if (door.isMember)
      return { status: "joined", conversation: await currentConversation(tx, conversationId) };
    // A closed group is none to who is not in it, unless everybody finds it.
    if (door.settings.join === "closed") {
      throw new ParleyError(door.settings.isPublic ? "forbidden" : "not_found");
    }
    assertMayEnter(actor, door);
    if (door.settings.join === "open") {
      const { conversation } = await admitMembers(context, door, actor.userId, [actor.userId]);
      return { status: "joined", conversation };
    }
    const own = { message: message?.trim() ?? null };
    await keepRequests(context, { conversationId, actorId: actor.userId, userIds: [actor.userId], own });
    return { status: "requested" };
  },
};
