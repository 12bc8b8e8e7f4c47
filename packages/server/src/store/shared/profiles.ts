import type { Account } from "@parley/protocol";
import { nameKey } from "../../engine/ports/name-key.ts";
import type {
  ProfileChanges,
  ProfileKey,
  ProfilesReader,
  ProfilesWriter,
} from "../../engine/ports/store-profiles.ts";
import { readableStatuses } from "./readable-statuses.ts";
import type { Statements, WritingStatements } from "./statements.ts";
import { publicColumns } from "./users.ts";

/** The columns of an `Account` that are named as its fields. */
export const accountColumns = [
  ...publicColumns,
  ...(["gender", "birthday", "bio", "location", "website", "language", "email", "phone"] as const),
] as const;

/** Larger groups are not told of each other's names. */
const onlookersMembersMax = 100;
const onlookersConversationsMax = 100;

export function profilesReader({ build, run }: Statements): ProfilesReader {
  return {
    async account(userId) {
      const rows = await run(
        build
          .selectFrom("users")
          .select([...accountColumns, "password_hash", "created_at"])
          .where("id", "=", userId)
          .where("is_enabled", "=", 1),
      );
      return accountOf(rows[0] as AccountRow | undefined);
    },
    async find(key) {
      const [row] = await run(profileStatement(build, key));
      if (row === undefined) return null;
      const { last_active_at, follower_count, following_count, gender, ...rest } = row;
      return {
        ...rest,
        gender: gender as Account["gender"],
        lastActiveAt: last_active_at === 0 ? null : last_active_at,
        followerCount: follower_count,
        followingCount: following_count,
      };
    },
    async linkNumber(userId) {
      const statement = build.selectFrom("users").select("link_number").where("id", "=", userId);
      const [row] = await run(statement.where("is_enabled", "=", 1));
      return row?.link_number ?? null;
    },
  };
}

export function profilesWriter(statements: WritingStatements): ProfilesWriter {
  const { build, run } = statements;
  return {
    ...profilesReader(statements),
    update: (userId, changes) => updateProfile(statements, userId, changes),
    async renewLink(userId) {
      const [row] = await run(
        build
          .updateTable("users")
          .set((number) => ({ link_number: number("link_number", "+", 1) }))
          .where("id", "=", userId)
          .returning("link_number"),
      );
      return row?.link_number ?? 0;
    },
    async onlookers(userId) {
      const [contacts, members] = await Promise.all([
        run(contactsStatement(build, userId)),
        run(membersStatement(build, userId)),
      ]);
      return [...new Set([...contacts, ...members].map((row) => row.userId))];
    },
  };
}

export type AccountRow = Omit<Account, "hasPassword" | "createdAt"> & {
  password_hash: string | null;
  created_at: number;
};

export function accountOf(row: AccountRow | null | undefined): Account | null {
  if (row == null) return null;
  const { password_hash, created_at, ...account } = row;
  return { ...account, hasPassword: password_hash !== null, createdAt: created_at };
}

function profileStatement(build: Statements["build"], key: ProfileKey) {
  const profile = build
    .selectFrom("users")
    .leftJoin("user_settings", (join) =>
      join.onRef("user_settings.user_id", "=", "users.id").on("user_settings.section", "=", "privacy"),
    )
    .select([...publicColumns, "gender", "birthday", "bio", "location", "website", "email", "phone"])
    .select(["last_active_at", "follower_count", "following_count", "user_settings.value as privacy"])
    .where("is_enabled", "=", 1);
  if ("id" in key) return profile.where("id", "=", key.id);
  return "uuid" in key
    ? profile.where("uuid", "=", key.uuid)
    : profile.where("username_key", "=", key.usernameKey);
}

/** An index holds phone numbers apart on PostgreSQL too, where a refused statement undoes the transaction. */
async function updateProfile(
  { build, run }: WritingStatements,
  userId: number,
  { nickname, avatar, gender, birthday, bio, location, website, language, phone }: ProfileChanges,
): Promise<boolean> {
  if (phone != null) {
    const others = build.selectFrom("users").select("id").where("phone", "=", phone);
    if ((await run(others.where("id", "!=", userId))).length > 0) return false;
  }
  const names =
    nickname === undefined
      ? {}
      : { nickname: nickname.text, nickname_key: nameKey(nickname.text), sort_key: nickname.sortKey };
  const values = { avatar, gender, birthday, bio, location, website, language, phone };
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const change = build
    .updateTable("users")
    .set({ ...names, ...Object.fromEntries(given) })
    .where("id", "=", userId);
  try {
    await run(change);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "23505") return false;
    throw error;
  }
}

function contactsStatement(build: Statements["build"], userId: number) {
  return build
    .selectFrom("contacts")
    .select("contact_id as userId")
    .where("user_id", "=", userId)
    .where("is_contact", "=", 1);
}

function membersStatement(build: Statements["build"], userId: number) {
  const active = build
    .selectFrom("members as mine")
    .innerJoin("conversations", "conversations.id", "mine.conversation_id")
    .select("conversations.id")
    .where("mine.user_id", "=", userId)
    .where("mine.status", "in", readableStatuses)
    .where("conversations.member_count", "<=", onlookersMembersMax)
    .orderBy("conversations.last_active_at", "desc")
    .limit(onlookersConversationsMax);
  return build
    .selectFrom("members")
    .select("user_id as userId")
    .distinct()
    .where("conversation_id", "in", active)
    .where("status", "in", readableStatuses);
}
