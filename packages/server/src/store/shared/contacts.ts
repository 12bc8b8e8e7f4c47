import type { Contact } from "@parley/protocol";
import { sql } from "kysely";
import type { ContactsReader, ContactsWriter } from "../../engine/ports/store-contacts.ts";
import type { Statements, WritingStatements } from "./statements.ts";

const sortKey = sql<string>`coalesce(contacts.remark_sort_key, users.sort_key)`;
/** `#` comes behind the letters. */
const isOther = sql<number>`case when coalesce(contacts.remark_sort_key, users.sort_key) < 'A' then 1 else 0 end`;

export function contactsReader({ build, run }: Statements): ContactsReader {
  return {
    async find(ownerId, userId) {
      const [row] = await run(
        build
          .selectFrom("users")
          .leftJoin("contacts", (join) =>
            join.onRef("contacts.contact_id", "=", "users.id").on("contacts.user_id", "=", ownerId),
          )
          .leftJoin("follows", (join) =>
            join.onRef("follows.followed_id", "=", "users.id").on("follows.follower_id", "=", ownerId),
          )
          .select(contactColumns)
          .where("users.id", "=", userId),
      );
      return row === undefined ? null : contactOf(row);
    },
    async page(ownerId, { of, after, limit }) {
      const statement = build
        .selectFrom("contacts")
        .innerJoin("users", "users.id", "contacts.contact_id")
        .leftJoin("follows", (join) =>
          join
            .onRef("follows.followed_id", "=", "contacts.contact_id")
            .onRef("follows.follower_id", "=", "contacts.user_id"),
        )
        .select(contactColumns)
        .where("contacts.user_id", "=", ownerId)
        .$if(of === "contacts", (kept) => kept.where("contacts.is_contact", "=", 1))
        .$if(of === "blocked", (kept) => kept.where("contacts.is_blocked", "=", 1))
        .orderBy(isOther)
        .orderBy(sortKey)
        .orderBy("users.id")
        .limit(limit);
      if (after === null) return (await run(statement)).map(contactOf);
      const isAfterOther = after.sortKey < "A" ? 1 : 0;
      const rest = statement.where(
        sql<boolean>`(${isOther}, ${sortKey}, users.id) > (${isAfterOther}, ${after.sortKey}, ${after.userId})`,
      );
      return (await run(rest)).map(contactOf);
    },
    async blockersOf(userId, others) {
      if (others.length === 0) return [];
      const rows = await run(
        build
          .selectFrom("contacts")
          .select("user_id")
          .where("contact_id", "=", userId)
          .where("user_id", "in", [...others])
          .where("is_blocked", "=", 1),
      );
      return rows.map((row) => row.user_id);
    },
  };
}

export function contactsWriter(statements: WritingStatements): ContactsWriter {
  const { build, run } = statements;
  return {
    ...contactsReader(statements),
    async put(ownerId, userId, kept) {
      const values = {
        is_contact: Number(kept.isContact),
        is_starred: Number(kept.isStarred),
        is_blocked: Number(kept.isBlocked),
        can_see_me: Number(kept.canSeeMe),
        i_see: Number(kept.iSee),
        tags: JSON.stringify(kept.tags),
        since: kept.since ?? 0,
        ...(kept.remark === undefined
          ? {}
          : { remark: kept.remark?.text ?? null, remark_sort_key: kept.remark?.sortKey ?? null }),
      };
      await run(
        build
          .insertInto("contacts")
          .values({ user_id: ownerId, contact_id: userId, ...values })
          .onConflict((conflict) => conflict.columns(["user_id", "contact_id"]).doUpdateSet(values)),
      );
    },
    async remove(ownerId, userId) {
      await run(build.deleteFrom("contacts").where("user_id", "=", ownerId).where("contact_id", "=", userId));
    },
    async count(ownerId) {
      const [row] = await run(
        build
          .selectFrom("contacts")
          .select((count) => count.fn.countAll().as("count"))
          .where("user_id", "=", ownerId),
      );
      return Number(row?.count ?? 0);
    },
  };
}

const contactColumns = [
  "users.id as userId",
  "contacts.is_contact",
  "contacts.is_starred",
  "contacts.is_blocked",
  "contacts.can_see_me",
  "contacts.i_see",
  "contacts.remark",
  "contacts.tags",
  "contacts.since",
  "follows.at as followedAt",
  sortKey.as("sortKey"),
] as const;

interface ContactRow {
  readonly userId: number;
  readonly is_contact: number | null;
  readonly is_starred: number | null;
  readonly is_blocked: number | null;
  readonly can_see_me: number | null;
  readonly i_see: number | null;
  readonly remark: string | null;
  readonly tags: string | null;
  readonly since: number | null;
  readonly followedAt: number | null;
  readonly sortKey: string;
}

function contactOf(row: ContactRow): Contact {
  const isContact = row.is_contact === 1;
  return {
    userId: row.userId,
    isContact,
    isStarred: row.is_starred === 1,
    isBlocked: row.is_blocked === 1,
    isFollowed: row.followedAt !== null,
    canSeeMe: row.can_see_me !== 0,
    iSee: row.i_see !== 0,
    remark: row.remark,
    tags: row.tags === null || row.tags === "[]" ? [] : JSON.parse(row.tags),
    since: isContact ? row.since : null,
    sortKey: row.sortKey,
  };
}
