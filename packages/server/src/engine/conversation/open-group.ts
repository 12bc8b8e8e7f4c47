/** A new group, all or nothing: the conversation, its members, and the event that tells everybody (CONV-2). */
import { type Conversation, type ParamsOf, ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { showPicture } from "../media/show-picture.ts";
import type { WriteContext } from "../operation.ts";
import { defaultGroupName, firstFaces } from "./group-defaults.ts";
import { openConversation } from "./open-conversation.ts";

type Context = Pick<WriteContext, "tx" | "ports">;
type Said = Omit<ParamsOf<"group.create">, "memberIds">;

/** @throws invalid_arguments, not_found, not_accepted, conflict */
export async function openGroup(
  { tx, ports }: Context,
  actor: UserActor,
  memberIds: readonly number[],
  said: Said,
): Promise<{ conversation: Conversation }> {
  const userIds = [actor.userId, ...new Set(memberIds.filter((userId) => userId !== actor.userId))];
  const nicknames = await nicknamesOf({ tx, ports }, actor, userIds);
  const now = ports.clock.now();
  const { name, number, avatar, description, category } = said;
  const conversationId = await tx.conversations.insert({
    kind: "group",
    name: name?.trim() ?? defaultGroupName(nicknames),
    isAutoNamed: name === undefined,
    ownerId: actor.userId,
    memberCount: userIds.length,
    faces: firstFaces(actor.userId, userIds),
    createdAt: now,
  });
  await showPicture({ tx, ports }, actor, { kind: "group", conversationId }, avatar);
  await tx.faces.mark(conversationId);
  if (avatar !== undefined || description !== undefined || category !== undefined) {
    await tx.groups.update(conversationId, {
      ...(avatar === undefined ? {} : { avatar }),
      ...(description === undefined ? {} : { description }),
      ...(category === undefined ? {} : { category }),
    });
  }
  if (number !== undefined && !(await tx.directory.setNumber(conversationId, number))) {
    throw new ParleyError("conflict", { details: { path: "/number" } });
  }
  const members = userIds.map(
    (userId) => ({ userId, role: userId === actor.userId ? "owner" : "member", status: "active" }) as const,
  );
  return { conversation: await openConversation(tx, conversationId, members, actor.userId, now) };
}

/** In the order given; somebody who was deleted or disabled is nobody. */
async function nicknamesOf(
  { tx, ports }: Context,
  actor: UserActor,
  userIds: readonly number[],
): Promise<string[]> {
  const { groupMembersMax } = ports.options;
  if (userIds.length > groupMembersMax) {
    throw new ParleyError("invalid_arguments", {
      message: "More members than a group may have.",
      details: { path: "/memberIds", groupMembersMax },
    });
  }
  const users = new Map((await tx.users.listEnabled(userIds)).map((user) => [user.id, user]));
  const nobody = userIds.find((userId) => !users.has(userId));
  if (nobody !== undefined) {
    throw new ParleyError("not_found", { details: { path: "/memberIds", userId: nobody } });
  }
  const [blocker] = await tx.contacts.blockersOf(actor.userId, userIds);
  if (blocker !== undefined) {
    throw new ParleyError("not_accepted", { details: { path: "/memberIds", userId: blocker } });
  }
  return userIds.flatMap((userId) => users.get(userId)?.nickname ?? []);
}
