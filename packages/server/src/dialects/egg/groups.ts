/** Groups as the contract writes them down. */
import { type Conversation, type Group, type Member, ParleyError, type User } from "@parley/protocol";
import type { Caller, DialectHost } from "../dialect.ts";
import { refused } from "./errors.ts";
import type { People } from "./people.ts";

/** Members a record shows: one of a hundred thousand goes with each message. */
const membersShown = 200;
export const notInGroup = "你不在该群聊中，操作失败";
const cached = { max: 2_000, ttlMs: 60_000 };

export interface GroupRecord {
  readonly id: number;
  readonly name: string;
  readonly avatar: string;
  readonly [key: string]: unknown;
}

export type Groups = ReturnType<typeof createGroups>;

export function createGroups(host: DialectHost, people: People) {
  const groups = host.cache<number, Group>(cached);
  const members = host.cache<number, Membership>(cached);
  const kinds = host.cache<number, Conversation["kind"]>({ max: 20_000, ttlMs: 3_600_000 });
  /** As they were called when they were looked at last: what changed shows by it. */
  const names = host.cache<number, string>({ max: 20_000, ttlMs: 24 * 3_600_000 });
  /** Groups that people of this contract are making, until their rules are set. */
  const making = new Map<number, Promise<unknown>>();
  host.onChanged(({ conversationId }) => {
    if (conversationId === undefined) return;
    groups.forget(conversationId);
    members.forget(conversationId);
  });

  async function asked(caller: Caller, conversationId: number): Promise<Group> {
    const { group } = await host.call(caller, "group.get", { conversationId });
    if (group.conversation.kind !== "group") throw new ParleyError("not_found");
    return group;
  }

  /** A conversation of the caller's, or one they could come into: they are told that they are not in it. */
  async function isKnown(caller: Caller, conversationId: number): Promise<boolean> {
    try {
      await host.call(caller, "group.preview", { conversationId });
      return true;
    } catch (error) {
      if (error instanceof ParleyError) return false;
      throw error;
    }
  }

  async function known(caller: Caller, conversationId: number): Promise<Group> {
    const group = await groups.get(conversationId, () => asked(caller, conversationId));
    await names.get(conversationId, async () => group.conversation.name ?? "");
    return group;
  }

  async function loadMembers(caller: Caller, conversationId: number): Promise<Membership> {
    const { group } = await host.call(caller, "group.get", { conversationId });
    // What only some may see is not remembered for all.
    if (group.settings.hidesMembers) return { members: [], users: [] };
    return host.call(caller, "member.list", { conversationId, limit: membersShown });
  }

  const membersOf = (caller: Caller, conversationId: number) =>
    members.get(conversationId, () => loadMembers(caller, conversationId));

  async function avatarOf(caller: Caller, conversation: Conversation): Promise<string> {
    // Of a group that was given none the contract has its people's; one that is made of them stands for other clients.
    if (conversation.faces === undefined) return conversation.avatar ?? "";
    const faces = await Promise.all(conversation.faces.map((id) => people.userOf(caller, id)));
    return faces.flatMap((user) => user?.avatar ?? []).join(",");
  }

  async function recordOf(caller: Caller, group: Group, rows: readonly object[]): Promise<GroupRecord> {
    const { announcement, conversation, settings, uuid } = group;
    const { createdAt, id, name, ownerId, status } = conversation;
    return {
      ...{ id, uuid, user_id: ownerId, name: name ?? "", avatar: await avatarOf(caller, conversation) },
      ...{ remark: announcement ?? "", invite_confirm: confirmOf(settings) },
      ...{
        status: status === undefined ? 1 : status === "locked" ? 2 : 0,
        order: 50,
        create_time: createdAt,
      },
      group_users: rows,
    };
  }

  return {
    asked,
    /** Its event must not be told before its rules are set. */
    async make<T>(creatorId: number, make: () => Promise<T>): Promise<T> {
      const before = making.get(creatorId) ?? Promise.resolve();
      const made = make();
      const done = Promise.allSettled([before, made]).finally(() => {
        if (making.get(creatorId) === done) making.delete(creatorId);
      });
      making.set(creatorId, done);
      return made;
    },
    async made(creatorId: number): Promise<void> {
      await making.get(creatorId);
    },
    known,
    recordOf,
    membersOf,
    kindOf: (caller: Caller, conversationId: number) =>
      kinds.get(conversationId, async () => {
        const { conversation } = await host.call(caller, "conversation.get", { conversationId });
        return conversation.kind;
      }),
    isKnown,
    /** @throws ParleyError to who is not in it, in the contract's words */
    async entered(caller: Caller, conversationId: number): Promise<Group> {
      try {
        return await asked(caller, conversationId);
      } catch (error) {
        if (!(error instanceof ParleyError && error.code === "not_found")) throw error;
        throw refused((await isKnown(caller, conversationId)) ? notInGroup : "群不存在");
      }
    },
    /** Whether it is called otherwise than when it was looked at last. */
    async isRenamed(conversationId: number, name: string | null): Promise<boolean> {
      const before = await names.get(conversationId, async () => name ?? "");
      if (before === name) return false;
      names.forget(conversationId);
      await names.get(conversationId, async () => name ?? "");
      return true;
    },
    /** With the members, as it goes with messages. */
    async fullRecord(caller: Caller, conversationId: number): Promise<GroupRecord> {
      const group = await known(caller, conversationId);
      const membership = await membersOf(caller, conversationId);
      return recordOf(caller, group, memberRows(conversationId, membership));
    },
    async memberOf(caller: Caller, conversationId: number, userId: number): Promise<Membership> {
      return host.call(caller, "member.list", { conversationId, afterUserId: userId - 1, limit: 1 });
    },
  };
}

export interface Membership {
  readonly members: readonly Member[];
  readonly users: readonly User[];
}

export function memberRows(conversationId: number, { members, users }: Membership) {
  const byId = new Map(users.map((user) => [user.id, user]));
  return members.map((member) => {
    const user = byId.get(member.userId);
    return {
      group_id: conversationId,
      user_id: member.userId,
      nickname: member.nickname ?? user?.nickname ?? "",
      avatar: member.avatar ?? user?.avatar ?? "",
    };
  });
}

/** 0 anybody comes in, 1 the owner agrees, 2 guests sign in first, 3 nobody. */
function confirmOf({ guestsMayJoin, join }: Group["settings"]): number {
  if (join === "open") return guestsMayJoin ? 0 : 2;
  return join === "approval" ? 1 : 3;
}

/** What `confirmOf` tells, as rules of a group. */
export function settingsOf(confirm: number) {
  const join = confirm === 1 ? "approval" : confirm === 0 || confirm === 2 ? "open" : "closed";
  return { join, guestsMayJoin: confirm !== 2, invite: confirm === 1 ? "admins" : "everyone" } as const;
}
