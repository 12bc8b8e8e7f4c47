/** Direct conversations and groups among people that exist. */
import { openConversation } from "../engine/conversation/open-conversation.ts";
import type { KeptContact } from "../engine/ports/store-contacts.ts";
import type { NewMember } from "../engine/ports/store-conversations.ts";
import type { SeedContext, SeededConversation } from "./seed.ts";
import { writeBatches } from "./write-batches.ts";

/** Who talks with whom: 1 a user makes pairs, an even number joins everybody with that many neighbours in a ring. */
export function directPairs(userIds: readonly number[], directsPerUser: number): [number, number][] {
  const at = (index: number) => userIds[index % userIds.length] ?? 0;
  const pairs: [number, number][] = [];
  if (directsPerUser === 1) {
    for (let index = 0; index + 1 < userIds.length; index += 2) pairs.push([at(index), at(index + 1)]);
    return pairs;
  }
  for (let distance = 1; distance <= directsPerUser / 2; distance++) {
    for (let index = 0; index < userIds.length; index++) pairs.push([at(index), at(index + distance)]);
  }
  return pairs;
}

function contactSince(since: number): KeptContact {
  const kept = { isContact: true, isStarred: false, isBlocked: false, canSeeMe: true, iSee: true };
  return { ...kept, tags: [], since };
}

/** Of contacts: they write to each other as they like. */
export async function seedDirects(
  { store, ports, progress }: SeedContext,
  userIds: readonly number[],
  directsPerUser: number,
): Promise<SeededConversation[]> {
  const pairs = directPairs(userIds, directsPerUser);
  const directs = await writeBatches(store, pairs, async (tx, pair) => {
    const at = ports.clock.now();
    const { conversationId, isNew } = await tx.conversations.openDirect(pair, at);
    if (!isNew) throw new Error(`the users ${pair.join(" and ")} have a conversation already`);
    await openConversation(tx, conversationId, pair.map(activeMember), pair[0], at);
    await tx.contacts.put(pair[0], pair[1], contactSince(at));
    await tx.contacts.put(pair[1], pair[0], contactSince(at));
    return { conversationId, kind: "direct" as const, memberIds: pair, lastSeq: 0 };
  });
  progress(`${directs.length} direct conversations`);
  return directs;
}

export async function seedGroups(
  { store, ports, progress }: SeedContext,
  userIds: readonly number[],
  groups: number,
  groupMembers: number,
): Promise<SeededConversation[]> {
  const memberLists = Array.from({ length: groups }, (_, group) =>
    Array.from({ length: groupMembers }, (_, member) => {
      return userIds[(group * groupMembers + member) % userIds.length] ?? 0;
    }),
  );
  const seeded = await writeBatches(store, memberLists, async (tx, memberIds) => {
    const createdAt = ports.clock.now();
    const ownerId = memberIds[0] ?? 0;
    const conversationId = await tx.conversations.insert({
      kind: "group",
      name: `Group of ${ownerId}`,
      ownerId,
      memberCount: memberIds.length,
      createdAt,
    });
    const members = memberIds.map((userId) =>
      userId === ownerId
        ? { userId, role: "owner" as const, status: "active" as const }
        : activeMember(userId),
    );
    await openConversation(tx, conversationId, members, ownerId, createdAt);
    return { conversationId, kind: "group" as const, memberIds, lastSeq: 0 };
  });
  progress(`${seeded.length} groups`);
  return seeded;
}

function activeMember(userId: number): NewMember {
  return { userId, role: "member", status: "active" };
}
