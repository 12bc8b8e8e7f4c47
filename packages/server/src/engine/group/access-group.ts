/** The only way to a group that is to be changed: by one's own membership, with the conversation held. */
import { type GroupSettings, ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { accessMembership } from "../conversation/access-conversation.ts";
import type { Reader, Transaction } from "../ports/store.ts";
import type { StoredMember } from "../ports/store-conversations.ts";
import type { StoredGroup } from "../ports/store-groups.ts";
import { groupSettingsOf } from "./group-settings.ts";

export interface OpenedGroup {
  readonly member: StoredMember;
  readonly group: StoredGroup;
  readonly settings: GroupSettings;
}

/** @throws not_found, also for a conversation that is no group, and forbidden for who is shut out of it (GRP-35) */
export async function accessGroup(
  reader: Reader,
  actor: UserActor,
  conversationId: number,
): Promise<OpenedGroup> {
  const opened = await openGroup(reader, actor, conversationId);
  if (opened.member.status === "locked") throw new ParleyError("forbidden");
  return opened;
}

async function openGroup(reader: Reader, actor: UserActor, conversationId: number): Promise<OpenedGroup> {
  const member = await accessMembership(reader, actor, conversationId);
  const group = await reader.groups.find(conversationId);
  if (group === null) throw new ParleyError("not_found");
  return { member, group, settings: groupSettingsOf(group) };
}

/** Also for who is shut out. Nothing else happens in the group until the transaction is over. @throws not_found */
export async function holdGroup(
  tx: Transaction,
  actor: UserActor,
  conversationId: number,
): Promise<OpenedGroup> {
  // Before it is held: a stranger must not make others wait.
  await accessMembership(tx, actor, conversationId);
  await tx.conversations.hold(conversationId);
  return openGroup(tx, actor, conversationId);
}

/** @throws not_found, and forbidden where the group is dissolved, in which nothing changes any more, and for who is shut out */
export async function holdLivingGroup(
  tx: Transaction,
  actor: UserActor,
  conversationId: number,
): Promise<OpenedGroup> {
  const opened = await holdGroup(tx, actor, conversationId);
  if (opened.group.status === "dissolved" || opened.member.status === "locked")
    throw new ParleyError("forbidden");
  return opened;
}
