/**
 * Fills an empty store with people, conversations and messages, for load tests and demonstrations. Owns: what is made
 * and how it hangs together. Does not own: how anything is stored; it writes through the store's port and the engine's
 * own operations, so that what it makes is what use would have made. Invariant: the same plan makes the same shape.
 */
import type { Ports } from "../engine/operation.ts";
import type { Store } from "../engine/ports/store.ts";
import { seedDirects, seedGroups } from "./seed-conversations.ts";
import { seedMessages } from "./seed-messages.ts";
import { seedUsers } from "./seed-users.ts";

export interface SeedPlan {
  readonly users: number;
  /** Direct conversations of each user: 1 makes pairs, an even number a ring of neighbours. */
  readonly directsPerUser: number;
  /** Groups of `groupMembers` consecutive users each, one after the other around all users. */
  readonly groups: number;
  readonly groupMembers: number;
  /** Messages over all conversations, in mixed order. */
  readonly messages: number;
  readonly messageChars: number;
  /** `mixed`: words as people write them, half of the messages in Chinese; their length is then in bytes. */
  readonly texts: "plain" | "mixed";
  /** How unequal conversations are: each gets messages by 1 / rank^skew; 0 makes them equal. */
  readonly skew: number;
}

export interface SeedContext {
  readonly store: Store;
  readonly ports: Ports;
  /** Told now and then what was done. */
  progress(text: string): void;
}

export interface SeededUser {
  readonly userId: number;
  readonly accessToken: string;
}

export interface SeededConversation {
  readonly conversationId: number;
  readonly kind: "direct" | "group";
  readonly memberIds: readonly number[];
  lastSeq: number;
}

/** One line a user of what was made: the tokens to sign in with and the conversations to use. */
export interface SeedLine extends SeededUser {
  readonly directs: readonly { conversationId: number; peerId: number; lastSeq: number }[];
  readonly groups: readonly { conversationId: number; lastSeq: number }[];
}

export async function seed(context: SeedContext, plan: SeedPlan): Promise<SeedLine[]> {
  const users = await seedUsers(context, plan.users);
  const userIds = users.map((user) => user.userId);
  const directs = await seedDirects(context, userIds, plan.directsPerUser);
  const groups = await seedGroups(context, userIds, plan.groups, plan.groupMembers);
  await seedMessages(context, [...groups, ...directs], plan);
  return seedLines(users, directs, groups);
}

function seedLines(
  users: readonly SeededUser[],
  directs: readonly SeededConversation[],
  groups: readonly SeededConversation[],
): SeedLine[] {
  const lines = users.map((user) => ({
    ...user,
    directs: [] as SeedLine["directs"][number][],
    groups: [] as SeedLine["groups"][number][],
  }));
  const byUser = new Map(lines.map((line) => [line.userId, line]));
  for (const { conversationId, memberIds, lastSeq } of directs) {
    for (const userId of memberIds) {
      const peerId = memberIds.find((id) => id !== userId) ?? userId;
      byUser.get(userId)?.directs.push({ conversationId, peerId, lastSeq });
    }
  }
  for (const { conversationId, memberIds, lastSeq } of groups) {
    for (const userId of memberIds) byUser.get(userId)?.groups.push({ conversationId, lastSeq });
  }
  return lines;
}
