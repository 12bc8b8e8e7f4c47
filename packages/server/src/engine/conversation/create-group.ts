import { ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { defaultGroupName, firstFaces } from "./group-defaults.ts";
import { openConversation } from "./open-conversation.ts";

export const createGroup: WriteOperation<"group.create"> = {
  kind: "write",
  async run({ tx, ports }, actor, args) {
    const userIds = [actor.userId, ...new Set(args.memberIds.filter((userId) => userId !== actor.userId))];
    const { groupMembersMax } = ports.options;
    if (userIds.length > groupMembersMax) {
      throw new ParleyError("invalid_arguments", {
        message: "More members than a group may have.",
        details: { path: "/memberIds", groupMembersMax },
      });
    }
    const users = new Map((await tx.users.list(userIds)).map((user) => [user.id, user]));
    if (users.size !== userIds.length) throw new ParleyError("not_found");
    const nicknames = userIds.flatMap((userId) => users.get(userId)?.nickname ?? []);
    const now = ports.clock.now();
    const conversationId = await tx.conversations.insert({
      kind: "group",
      name: args.name?.trim() ?? defaultGroupName(nicknames),
      ownerId: actor.userId,
      memberCount: userIds.length,
      faces: firstFaces(actor.userId, userIds),
      createdAt: now,
    });
    const members = userIds.map(
      (userId) => ({ userId, role: userId === actor.userId ? "owner" : "member", status: "active" }) as const,
    );
    return { conversation: await openConversation(tx, conversationId, members, actor.userId, now) };
  },
};
