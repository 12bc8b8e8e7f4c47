/** Lets people into a group, whatever way they came: one membership each, and one event (GRP-10, GRP-11). */
import { type Conversation, ParleyError } from "@parley/protocol";
import { canRead } from "../conversation/member-policy.ts";
import type { OpenedGroup } from "../group/access-group.ts";
import { currentConversation } from "../group/public-group.ts";
import { tellRequestsOver } from "../group/tell-request.ts";
import type { WriteContext } from "../operation.ts";

export interface Admission {
  readonly addedIds: number[];
  readonly conversation: Conversation;
}

/** Callers hold the group. Who is in it already stays as they are. @throws limit_reached */
export async function admitMembers(
  { tx, ports }: Pick<WriteContext, "tx" | "ports">,
  { group, settings }: Pick<OpenedGroup, "group" | "settings">,
  actorId: number,
  userIds: readonly number[],
): Promise<Admission> {
  const { id, memberCount, lastRev, lastSeq } = group.conversation;
  const known = await tx.groups.members(id, userIds);
  const present = new Set(known.filter(({ status }) => canRead(status)).map(({ userId }) => userId));
  const addedIds = [...new Set(userIds)].filter((userId) => !present.has(userId));
  if (addedIds.length === 0) return { addedIds, conversation: await currentConversation(tx, id) };
  const groupMembersMax = membersMax(ports, group, settings);
  if (memberCount + addedIds.length > groupMembersMax) {
    throw new ParleyError("limit_reached", { details: { groupMembersMax } });
  }
  const now = ports.clock.now();
  const from = settings.showsHistory
    ? { firstRev: 0, firstSeq: 0 }
    : { firstRev: lastRev, firstSeq: lastSeq };
  await tx.groups.admit(id, addedIds, from, now);
  const askedIds = await tx.invites.removeRequests(id, addedIds);
  await tx.groups.recount(id, addedIds.length, !settings.hidesMembers);
  const conversation = await currentConversation(tx, id);
  const members = settings.hidesMembers ? [] : await tx.groups.members(id, addedIds);
  await tx.log.append({
    conversationId: id,
    name: "member.added",
    actorId: settings.hidesMembers ? 0 : actorId,
    at: now,
    body: JSON.stringify({ members, conversation }),
    added: addedIds,
  });
  await tellRequestsOver({ tx, ports }, { conversationId: id, actorId, userIds: askedIds });
  return { addedIds, conversation };
}

/** What the server allows and the group itself; everybody may come into the lobby. */
function membersMax(
  { options }: WriteContext["ports"],
  { conversation }: OpenedGroup["group"],
  settings: OpenedGroup["settings"],
): number {
  if (conversation.kind === "lobby") return Number.POSITIVE_INFINITY;
  const { groupMembersMax } = options;
  return settings.membersMax === 0 ? groupMembersMax : Math.min(settings.membersMax, groupMembersMax);
}
