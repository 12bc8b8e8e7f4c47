/** What is removed with an account, table by table (DP-08). */
import { sql } from "kysely";
import type { ErasedAccount } from "../../engine/ports/store-administration.ts";
import { rulePeers } from "./rule-peers.ts";
import type { DialectsSchema } from "./schema-dialects.ts";
import type { GroupsSchema } from "./schema-groups.ts";
import type { MessagesSchema } from "./schema-messages.ts";
import type { PeopleSchema } from "./schema-people.ts";
import type { WritingStatements } from "./statements.ts";

/** Tables whose rows of a user go whole. */
const ownTables = [
  "user_tokens",
  "user_settings",
  "second_factors",
  "identities",
  "api_keys",
  "sign_in_requests",
  "auto_answers",
  "hidden_messages",
  "saved_messages",
  "join_requests",
  "request_readers",
  "delivery_cursors",
  "scheduled_messages",
] as const satisfies readonly (
  | keyof PeopleSchema
  | keyof MessagesSchema
  | keyof GroupsSchema
  | keyof DialectsSchema
  | "scheduled_messages"
)[];

export async function eraseAccount(
  statements: WritingStatements,
  userId: number,
  left: ErasedAccount,
): Promise<void> {
  const { build, run } = statements;
  await eraseFeed(statements, userId);
  await eraseRelations(statements, userId);
  await rulePeers(statements, userId, false);
  for (const table of ownTables) await run(build.deleteFrom(table).where("user_id", "=", userId));
  await run(build.deleteFrom("folders").where("user_id", "=", userId));
  await run(build.deleteFrom("mentions").where("user_id", "=", userId));
  await leaveOwnerless(statements, userId);
  await run(build.deleteFrom("due_messages").where("sender_id", "=", userId));
  await run(
    build
      .updateTable("sessions")
      .set({ device_id: null, device_name: null, platform: null, address: null })
      .where("user_id", "=", userId),
  );
  await run(
    build
      .updateTable("complaints")
      .set({ body: "", images: "[]", quotes: "[]" })
      .where("user_id", "=", userId),
  );
  await run(
    build
      .updateTable("registration_invites")
      .set({ note: null, revoked_at: sql<number>`coalesce(revoked_at, ${left.deletedAt})` })
      .where("created_by", "=", userId),
  );
  await run(
    build
      .updateTable("group_invites")
      .set({ revoked_at: sql<number>`coalesce(revoked_at, ${left.deletedAt})` })
      .where("created_by", "=", userId),
  );
  await run(
    build
      .updateTable("members")
      .set({ nickname: null, nickname_key: null, avatar: null, own: null, draft: null, pinned_at: 0 })
      .where("user_id", "=", userId)
      .where(
        sql<boolean>`(nickname is not null or avatar is not null or own is not null or draft is not null)`,
      ),
  );
  const nothing = { email: null, email_key: null, phone: null, birthday: null, bio: null, location: null };
  await run(
    build
      .updateTable("users")
      .set({
        ...nothing,
        ...{ website: null, language: null, avatar: null, feed_id: null, gender: "unknown", sort_key: "#" },
        ...{ password_hash: null, secret_digest: null, follower_count: 0, following_count: 0, is_enabled: 0 },
        ...{ username: left.username, username_key: left.usernameKey, deleted_at: left.deletedAt },
        ...{ nickname: left.nickname, nickname_key: left.nicknameKey, uuid: left.uuid },
      })
      .where("id", "=", userId),
  );
}

/** Whoever deletes the account hands them over afterwards. */
async function leaveOwnerless({ build, run }: WritingStatements, userId: number): Promise<void> {
  const owned = build
    .selectFrom("conversations")
    .select("id")
    // Written out, so that the database sees that its partial index holds these rows.
    .where(sql<boolean>`kind = 'group'`)
    .where("owner_id", "=", userId)
    .where("status", "!=", "dissolved");
  await run(
    build
      .insertInto("ownerless_groups")
      .columns(["conversation_id"])
      .expression(owned)
      .onConflict((conflict) => conflict.doNothing()),
  );
}

/** The feed tells of requests, contacts and profiles. It is a conversation of the user alone, so nobody misses it. */
async function eraseFeed({ build, run }: WritingStatements, userId: number): Promise<void> {
  const [user] = await run(build.selectFrom("users").select("feed_id").where("id", "=", userId));
  const feedId = user?.feed_id;
  if (feedId == null) return;
  // The log is not among the tables of the builder.
  const events = sql`delete from log where conversation_id = ${feedId} returning rev`;
  await run({ compile: () => events.compile(build) });
  await run(build.deleteFrom("members").where("conversation_id", "=", feedId));
  await run(build.deleteFrom("conversations").where("id", "=", feedId));
}

async function eraseRelations({ build, run }: WritingStatements, userId: number): Promise<void> {
  const followed = build.selectFrom("follows").select("followed_id").where("follower_id", "=", userId);
  const followers = build.selectFrom("follows").select("follower_id").where("followed_id", "=", userId);
  await run(
    build.updateTable("users").set({ follower_count: sql`follower_count - 1` }).where("id", "in", followed),
  );
  await run(
    build
      .updateTable("users")
      .set({ following_count: sql`following_count - 1` })
      .where("id", "in", followers),
  );
  const pairs = [
    ["follows", "follower_id", "followed_id"],
    ["contacts", "user_id", "contact_id"],
    ["contact_requests", "from_id", "to_id"],
  ] as const;
  for (const [table, one, other] of pairs) {
    const rows = build.deleteFrom(table) as ReturnType<typeof build.deleteFrom<"follows">>;
    const [oneSide, otherSide] = [sql.ref<number>(one), sql.ref<number>(other)];
    await run(rows.where((where) => where.or([where(oneSide, "=", userId), where(otherSide, "=", userId)])));
  }
}
