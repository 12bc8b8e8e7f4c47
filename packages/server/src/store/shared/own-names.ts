import { type AliasedExpression, sql } from "kysely";
import type { OwnNamesReader } from "../../engine/ports/store-own-names.ts";
import { readableStatuses } from "./readable-statuses.ts";
import type { Statements } from "./statements.ts";

/** No text that is stored has a greater character. */
const lastCharacter = "\u{10ffff}";

/** Of no more contacts, looking at the names of each costs less than to ask first who of all people is called so. */
const contactsLookedAt = 200;
/** Of more entries of the index of names, the names of all contacts. */
const entriesLookedAt = 2_000;

const conversationsMax = 5_000;

export function ownNamesReader(statements: Statements): OwnNamesReader {
  const { build, run } = statements;
  const contactsOf = (ownerId: number) => build.selectFrom("contacts").where("user_id", "=", ownerId);
  async function count<O>(some: AliasedExpression<O, "some">): Promise<number> {
    const [counted] = await run(build.selectFrom(some).select(({ fn }) => fn.countAll<number>().as("rows")));
    return counted?.rows ?? 0;
  }
  return {
    async contactsCalled(ownerId, tokens) {
      if (tokens.length === 0) return [];
      const contacts = contactsOf(ownerId)
        .select("contact_id")
        .limit(contactsLookedAt + 1);
      const isOfFew = (await count(contacts.as("some"))) <= contactsLookedAt;
      const isRare = !isOfFew && (await count(begins(statements, tokens).as("some"))) <= entriesLookedAt;
      // SQLite reads what is joined crosswise in the order that is written here.
      const joined = isRare
        ? build.selectFrom(begins(statements, tokens).as("t")).crossJoin("contacts as c")
        : build.selectFrom("contacts as c").crossJoin("user_tokens as t");
      const isCalled = tokens.map(
        (token) => sql`(t.token >= ${token} and t.token < ${token + lastCharacter})`,
      );
      return run(
        joined
          .select(["t.token", "t.user_id as userId"])
          .where("c.user_id", "=", ownerId)
          .where("c.is_contact", "=", 1)
          .whereRef("t.user_id", "=", "c.contact_id")
          .$if(!isRare, (names) => names.where(sql<boolean>`(${sql.join(isCalled, sql` or `)})`))
          .orderBy("t.token")
          .orderBy("t.user_id"),
      );
    },
    async remarks(ownerId) {
      const rows = await run(
        build
          .selectFrom("contacts")
          .select(["contact_id as userId", "remark"])
          .where("user_id", "=", ownerId)
          .where("is_contact", "=", 1)
          .where("remark", "is not", null)
          .orderBy("contact_id"),
      );
      return rows.flatMap(({ userId, remark }) => (remark === null ? [] : [{ userId, remark }]));
    },
    async conversations(userId) {
      const rows = await run(
        build
          .selectFrom("members")
          .innerJoin("conversations", "conversations.id", "members.conversation_id")
          .select(["conversations.id", "conversations.name"])
          .where("members.user_id", "=", userId)
          .where("members.status", "in", readableStatuses)
          .where("conversations.name", "is not", null)
          .orderBy("conversations.last_active_at", "desc")
          .orderBy("conversations.id", "desc")
          .limit(conversationsMax),
      );
      return rows.flatMap(({ id, name }) => (name === null ? [] : [{ id, name }]));
    },
  };
}

/** Entries of the index of names, of all people, up to one more than are looked at. */
function begins({ build }: Statements, tokens: readonly string[]) {
  const [first = "", ...more] = tokens;
  const range = (token: string) => {
    const names = build
      .selectFrom("user_tokens")
      .select(["token", "user_id"])
      .where("token", ">=", token)
      .where("token", "<", token + lastCharacter)
      .orderBy("token")
      .orderBy("user_id")
      .limit(entriesLookedAt + 1);
    return build.selectFrom(names.as("names")).select(["token", "user_id"]);
  };
  return more.reduce((all, token) => all.unionAll(range(token)), range(first)).limit(entriesLookedAt + 1);
}
