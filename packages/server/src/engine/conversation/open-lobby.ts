/**
 * The way into the lobby: a membership is made when somebody first opens it, so that people who never look cost nothing,
 * and everything else of it is a group's (LOB-1).
 */
import { type GroupSettings, type MemberRole, ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { accessGroup, type OpenedGroup } from "../group/access-group.ts";
import { groupSettingsOf } from "../group/group-settings.ts";
import { currentConversation } from "../group/public-group.ts";
import { admitMembers } from "../member/admit-members.ts";
import { changeMember } from "../member/change-member.ts";
import type { WriteContext, WriteOperation } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import { accessMembership } from "./access-conversation.ts";
import { openConversation } from "./open-conversation.ts";

/** Until an administrator changes them. Nobody is told who comes: everybody does. */
const settings: Partial<GroupSettings> = {
  join: "open",
  guestsMayJoin: true,
  hidesMembers: true,
  invite: "admins",
  pin: "admins",
  mentionAll: "admins",
};

export const openLobby: WriteOperation<"conversation.openLobby"> = {
  kind: "write",
  async run(context, actor) {
    const { tx, ports } = context;
    if (ports.options.lobby === "off") throw new ParleyError("not_found");
    const { conversationId, isNew } = await tx.conversations.openOnly({ kind: "lobby" }, ports.clock.now());
    if (isNew) await tx.groups.update(conversationId, { settings, isRuled: true });
    const role: MemberRole = actor.role === "admin" ? "admin" : "member";
    const member = await tx.members.find(conversationId, actor.userId);
    // Who is in it holds nobody up, at each start of each client.
    if (member === null || member.status === "left" || member.role !== role) {
      await tx.conversations.hold(conversationId);
      await enter(context, actor, conversationId, role);
    }
    return { conversation: await currentConversation(tx, conversationId) };
  },
};

async function enter(
  context: WriteContext,
  actor: UserActor,
  conversationId: number,
  role: MemberRole,
): Promise<void> {
  const { tx, ports } = context;
  const { userId } = actor;
  const group = await tx.groups.find(conversationId);
  if (group === null) throw new Error("the lobby just opened is not there");
  if (group.conversation.lastRev === 0) {
    const first = [{ userId, role, status: "active" }] as const;
    await tx.groups.recount(conversationId, first.length, false);
    await openConversation(tx, conversationId, first, userId, ports.clock.now());
    return;
  }
  await admitMembers(context, { group, settings: groupSettingsOf(group) }, userId, [userId]);
  await takeRole(context, await reopened(tx, actor, conversationId), role);
}

async function reopened(tx: Transaction, actor: UserActor, conversationId: number): Promise<OpenedGroup> {
  await accessMembership(tx, actor, conversationId);
  return accessGroup(tx, actor, conversationId);
}

/** Administrators of the server are admins of the lobby, and nobody else is. */
async function takeRole(context: WriteContext, opened: OpenedGroup, role: MemberRole): Promise<void> {
  const { member } = opened;
  if (member.role === role) return;
  await changeMember(context, opened, member.userId, member.userId, { role });
}
