/**
 * Finds the members of a conversation who are called so (GRP-16). There are two ways to the same answer: to ask the index
 * of names, of everybody, who is called so and look whether they are members; or to go through the members. The first
 * costs by how many are called so, the second by how few. Invariant: a search reads a bounded part of the index of names.
 */
import { sql } from "kysely";
import type { MemberName } from "../../engine/ports/store-conversations.ts";
import type { Statements } from "./statements.ts";
import { lastCharacter } from "./user-tokens.ts";

/** In a smaller conversation it costs less to look at everybody. */
const membersLookedAt = 100;

/**
 * With so many people of a million called so, a page of one member takes as long either way; of pages of more it grows by
 * the root, since longer ones are further from full.
 */
const peopleOfPageOfOne = 500;

/** Null: they are too many, or the members too few; the members are to be looked at, each by `isCalled`. */
export async function namedMembers(
  statements: Statements,
  conversationId: number,
  { afterUserId, limit, name }: { afterUserId: number; limit: number; name: MemberName },
): Promise<number[] | null> {
  const { build, run } = statements;
  const conversation = build.selectFrom("conversations").select("member_count as members");
  const [found] = await run(conversation.where("id", "=", conversationId));
  const members = found?.members ?? 0;
  if (members <= membersLookedAt) return null;
  const peopleMax = Math.min(members, Math.ceil(peopleOfPageOfOne * Math.sqrt(limit)));
  const people = await run(peopleCalled(statements, name.tokens, peopleMax + 1));
  if (people.length > peopleMax) return null;
  const named = await run(namedHere(statements, conversationId, { afterUserId, limit, part: name.part }));
  const called = [...people, ...named].map(({ userId }) => userId);
  return [...new Set(called)].filter((userId) => userId > afterUserId).sort((left, right) => left - right);
}

/** Each range for itself in the order of its index: then it is read from the index alone, and no further than needed. */
function peopleCalled({ build }: Statements, tokens: readonly string[], limit: number) {
  const [first = "", ...more] = tokens;
  const range = (token: string) => {
    const begins = build
      .selectFrom("user_tokens")
      .select("user_id as userId")
      .where("token", ">=", token)
      .where("token", "<", token + lastCharacter)
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
  conversationId: number,
  { afterUserId, limit, part }: { afterUserId: number; limit: number; part: string },
) {
  // The conditions of the partial index are written out: without them it cannot be used.
  const those = sql<{ userId: number }>`(select user_id as "userId" from members ${readBy("members_named")}
    where conversation_id = ${conversationId} and user_id > ${afterUserId}
      and nickname_key is not null and status <> 'left' and nickname_key ${has(part)}
    order by user_id limit ${limit})`;
  return build.selectFrom(those.as("named")).select("userId");
}

/** Of `members as m`: they have a token that begins so, or a name in the conversation with this part. */
export function isCalled({ part, tokens }: MemberName) {
  const ranges = tokens.map((token) => sql`(t.token >= ${token} and t.token < ${token + lastCharacter})`);
  return sql<boolean>`(m.nickname_key ${has(part)} or exists (select 1 from user_tokens t
    where t.user_id = m.user_id and (${sql.join(ranges, sql` or `)})))`;
}

function has(part: string) {
  return sql`like ${`%${part.replaceAll(/[\\%_]/g, "\\$&")}%`} escape '\\'`;
}
