/**
 * Finds the members of a conversation who are called so (GRP-16), by one of three ways to the same answer. Where few of
 * all people are called so, the index of names says who, and the members' key which of them are there. Where many are,
 * the next members are looked at until a page is full; where that does not fill it, as of a name that is common but
 * not here, whichever are fewer are looked at: all who are called so, or all members.
 */
import { type RawBuilder, sql } from "kysely";
import type { MemberName } from "../../engine/ports/store-conversations.ts";
import type { Schema } from "./schema.ts";
import type { Statements } from "./statements.ts";
import { lastCharacter } from "./user-tokens.ts";

export interface MembersWanted {
  readonly conversationId: number;
  readonly afterUserId: number;
  readonly limit: number;
  readonly name: MemberName;
}

/** Where members are found, to select from as `m`, and what is asked of them besides. */
export interface MembersFound {
  readonly source: RawBuilder<Schema["members"]>;
  readonly condition: RawBuilder<boolean>;
}

/** In a smaller conversation it costs less to look at everybody. */
const smallConversation = 100;

/** So many people called so are asked for a page of one member; longer pages are worth more, by the root. */
const peopleOfPageOfOne = 500;

/** So many members are looked at for each one of a page: a name that every tenth person has fills it. */
const lookedAtEach = 25;
const lookedAtLeast = 500;

/** To look at a member's names costs as much as to ask for so many people whether they are members. */
const peoplePerMember = 5;

export async function namedMembers(statements: Statements, wanted: MembersWanted): Promise<MembersFound> {
  const { build, run, listed } = statements;
  const { conversationId, afterUserId, limit, name } = wanted;
  const among = (users: RawBuilder<unknown>) => ({
    source: statements.membersAmong(conversationId, users),
    condition: sql<boolean>`m.user_id > ${afterUserId}`,
  });
  const looked = {
    source: sql<Schema["members"]>`members`,
    condition: sql<boolean>`(m.user_id > ${afterUserId} and ${isCalled(name)})`,
  };
  const conversation = build.selectFrom("conversations").select("member_count as members");
  const [found] = await run(conversation.where("id", "=", conversationId));
  const members = found?.members ?? 0;
  if (members <= smallConversation) return looked;
  const peopleMax = Math.min(members, Math.ceil(peopleOfPageOfOne * Math.sqrt(limit)));
  const [people, named] = await Promise.all([
    run(peopleCalled(statements, name.tokens, peopleMax + 1)),
    run(namedHere(statements, wanted)),
  ]);
  if (people.length > peopleMax) {
    const next = await run(nextCalled(statements, wanted));
    if (next.length === limit) return among(listed(idsOf(next)));
    if ((await peopleCount(statements, name, members * peoplePerMember)) === null) return looked;
    return among(sql`${allCalled(name)} union all ${listed(idsOf(named))}`);
  }
  return among(listed([...new Set(idsOf([...people, ...named]))]));
}

function idsOf(rows: readonly { readonly userId: number }[]): number[] {
  return rows.map(({ userId }) => userId);
}

/** Of `members as m`: they have a token that begins so, or a name in the conversation with this part. */
export function isCalled({ part, tokens }: MemberName): RawBuilder<boolean> {
  const isInRange = tokens.map((token) => sql`(${inRange(sql`t.token`, token)})`);
  return sql<boolean>`(${has("m.nickname_key", part)} or exists (select 1 from user_tokens t
    where t.user_id = m.user_id and (${sql.join(isInRange, sql` or `)})))`;
}

/** Each range for itself in the order of its index: then it is read from the index alone, and no further than needed. */
function peopleCalled({ build }: Statements, tokens: readonly string[], limit: number) {
  const [first = "", ...more] = tokens;
  const range = (token: string) => {
    const begins = build
      .selectFrom("user_tokens")
      .select("user_id as userId")
      .where(sql<boolean>`${inRange(sql`token`, token)}`)
      .orderBy("token")
      .orderBy("user_id")
      .limit(limit);
    return build.selectFrom(begins.as("begins")).select("userId");
  };
  return more.reduce((all, token) => all.unionAll(range(token)), range(first)).limit(limit);
}

/** By the members' own names in the conversation, which few have. */
function namedHere(
  { build, readBy }: Statements,
  { conversationId, afterUserId, limit, name }: MembersWanted,
) {
  // The conditions of the partial index are written out: without them it cannot be used.
  const those = sql<{ userId: number }>`(select user_id as "userId" from members ${readBy("members_named")}
    where conversation_id = ${conversationId} and user_id > ${afterUserId}
      and nickname_key is not null and status <> 'left' and ${has("nickname_key", name.part)}
    order by user_id limit ${limit})`;
  return build.selectFrom(those.as("named")).select("userId");
}

/** Those of the next members who are called so, at most a page of them. */
function nextCalled({ build }: Statements, { conversationId, afterUserId, limit, name }: MembersWanted) {
  const next = build
    .selectFrom("members")
    .select(["user_id", "nickname_key"])
    .where("conversation_id", "=", conversationId)
    .where("user_id", ">", afterUserId)
    .where("status", "!=", "left")
    .orderBy("user_id")
    .limit(Math.max(lookedAtLeast, limit * lookedAtEach));
  const called = build.selectFrom(next.as("m")).select("m.user_id as userId").where(isCalled(name));
  return called.orderBy("m.user_id").limit(limit);
}

/** How many people are called so, each counted as often as a name of theirs begins so; null: more than this. */
async function peopleCount(
  statements: Statements,
  { tokens }: MemberName,
  most: number,
): Promise<number | null> {
  const some = peopleCalled(statements, tokens, most + 1).as("some");
  const counting = statements.build.selectFrom(some).select(({ fn }) => fn.countAll<number>().as("count"));
  const [counted] = await statements.run(counting);
  return counted === undefined || counted.count > most ? null : counted.count;
}

/** Everybody, however many. */
function allCalled({ tokens }: MemberName): RawBuilder<unknown> {
  const ranges = tokens.map(
    (token) => sql`select user_id from user_tokens where ${inRange(sql`token`, token)}`,
  );
  return sql.join(ranges, sql` union all `);
}

function inRange(column: RawBuilder<unknown>, token: string): RawBuilder<unknown> {
  return sql`${column} >= ${token} and ${column} < ${token + lastCharacter}`;
}

function has(column: string, part: string): RawBuilder<unknown> {
  return sql`${sql.ref(column)} like ${`%${part.replaceAll(/[\\%_]/g, "\\$&")}%`} escape '\\'`;
}
