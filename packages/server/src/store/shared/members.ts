import { sql } from "kysely";
import type {
  ListedMember,
  MemberFilter,
  MembersReader,
  MembersWriter,
  NewMember,
} from "../../engine/ports/store-conversations.ts";
import { conversationsWriter } from "./conversations.ts";
import { hiddenAfter } from "./hidden-unread.ts";
import { isCalled, type MembersFound, namedMembers } from "./named-members.ts";
import { readPosition } from "./read-position.ts";
import { readableStatuses } from "./readable-statuses.ts";
import type { Schema } from "./schema.ts";
import type { Statements, WritingStatements } from "./statements.ts";

/** Members one statement inserts: keeps its parameters below what both databases take. */
const membersPerInsert = 1_000;

/** All of the members' reads but the hot ones, which each home prepares itself. */
export type SharedMembersReader = Omit<MembersReader, "find" | "audience">;
export type SharedMembersWriter = Omit<MembersWriter, "find" | "audience">;

export function membersReader(statements: Statements): SharedMembersReader {
  const { build, run } = statements;
  return {
    async page(conversationId, afterUserId, limit, filter = {}) {
      const found = await findMembers(statements, conversationId, { afterUserId, limit }, filter);
      const rows = await run(
        build
          .selectFrom(found.source.as("m"))
          .innerJoin("conversations as c", "c.id", "m.conversation_id")
          .select(memberColumns)
          .select(hidesOwnReceipts.as("hidesReceipts"))
          .select(sql.raw<number>(readPosition).as("readSeq"))
          .where("m.conversation_id", "=", conversationId)
          .where("m.status", "!=", "left")
          .where(found.condition)
          .orderBy("m.user_id")
          .limit(limit),
      );
      return rows.map((row) => ({ ...listedMember(row), hidesReceipts: row.hidesReceipts === 1 }));
    },
    async acquaintances(userId, others, { countsLobby } = { countsLobby: false }) {
      if (others.length === 0) return [];
      const rows = await run(
        build
          .selectFrom("members as mine")
          .innerJoin("members as theirs", "theirs.conversation_id", "mine.conversation_id")
          .select("theirs.user_id")
          .distinct()
          .where("mine.user_id", "=", userId)
          .where("mine.status", "in", readableStatuses)
          .where("theirs.status", "in", readableStatuses)
          .where("theirs.user_id", "in", [...others])
          .$if(!countsLobby, (shared) =>
            shared.where(
              sql<boolean>`mine.conversation_id not in (select id from conversations where kind = 'lobby')`,
            ),
          ),
      );
      return rows.map((row) => row.user_id);
    },
  };
}

export function membersWriter(statements: WritingStatements): SharedMembersWriter {
  const { build, run, changeMark } = statements;
  const conversations = conversationsWriter(statements);
  return {
    ...membersReader(statements),
    async insert(conversationId, members, joinedAt) {
      const row = (member: NewMember) => ({
        conversation_id: conversationId,
        user_id: member.userId,
        role: member.role,
        status: member.status,
        read_seq: 0,
        joined_at: joinedAt,
        changed: changeMark,
      });
      for (let start = 0; start < members.length; start += membersPerInsert) {
        const rows = members.slice(start, start + membersPerInsert).map(row);
        await run(build.insertInto("members").values(rows));
      }
    },
    async setRules(conversationId, userId, { isRuled, isHiding }) {
      // Held first, so that no message is under way that was let through by the rules of before.
      await conversations.hold(conversationId);
      await run(
        build
          .updateTable("members")
          .set({ is_ruled: Number(isRuled), is_hiding: Number(isHiding) })
          .where("conversation_id", "=", conversationId)
          .where("user_id", "=", userId),
      );
    },
    async markRead(conversationId, userId, seq) {
      const [state] = await run(positionStatement(statements, conversationId, userId, seq));
      if (state === undefined) throw new Error("a read position without a member");
      const readSeq = Math.max(state.readSeq, Math.min(seq, state.lastSeq));
      const unread = state.lastSeq - readSeq - state.recalledAfter;
      const told = state.isPrivate === 1 ? ({ isPrivate: true } as const) : {};
      if (readSeq === state.readSeq) return { readSeq, unread, moved: false, ...told };
      await run(
        build
          .updateTable("members")
          .set({ read_seq: readSeq, changed: changeMark })
          .where("conversation_id", "=", conversationId)
          .where("user_id", "=", userId)
          .where("read_seq", "<", readSeq),
      );
      return { readSeq, unread, moved: true, ...told };
    },
  };
}

async function findMembers(
  statements: Statements,
  conversationId: number,
  page: { readonly afterUserId: number; readonly limit: number },
  { name, adminsAnd }: MemberFilter,
): Promise<MembersFound> {
  const isLater = sql<boolean>`m.user_id > ${page.afterUserId}`;
  if (adminsAnd === undefined) {
    if (name !== undefined) return namedMembers(statements, { ...page, conversationId, name });
    return { source: sql<Schema["members"]>`members`, condition: isLater };
  }
  // The condition of a partial index.
  const raised = sql`select user_id from members where conversation_id = ${conversationId} and role <> 'member'`;
  const users = sql`${raised} union all ${statements.listed([adminsAnd])}`;
  return {
    source: statements.membersAmong(conversationId, users),
    condition: name === undefined ? isLater : sql<boolean>`(${isLater} and ${isCalled(name)})`,
  };
}

/** One by one: joined, PostgreSQL may go through all users up to those of the page. */
const hidesOwnReceipts = sql<number | null>`(select u.hides_receipts from users u where u.id = m.user_id)`;

/** Of `members as m`, besides the read position. */
export const memberColumns = [
  "m.user_id as userId",
  "m.role",
  "m.status",
  "m.is_hiding as isHiding",
  "m.nickname",
  "m.avatar",
  "m.muted_until as mutedUntil",
  "m.delivered_seq as deliveredSeq",
] as const;

interface MemberRow extends Pick<ListedMember, "userId" | "role" | "status" | "readSeq"> {
  readonly isHiding: number;
  readonly nickname: string | null;
  readonly avatar: string | null;
  readonly mutedUntil: number;
  readonly deliveredSeq: number;
}

/** What was never set is left out. */
export function listedMember({
  isHiding,
  nickname,
  avatar,
  mutedUntil,
  deliveredSeq,
  ...member
}: MemberRow): Omit<ListedMember, "hidesReceipts"> {
  return {
    ...member,
    ...(nickname === null ? {} : { nickname }),
    ...(avatar === null ? {} : { avatar }),
    ...(mutedUntil === 0 ? {} : { mutedUntil }),
    ...(deliveredSeq <= member.readSeq ? {} : { deliveredSeq }),
    isHiding: isHiding === 1,
  };
}

/** Both ways (INB-43): in a direct conversation the setting of either counts. */
const hidesReceipts = `case when exists (select 1 from users u where u.hides_receipts = 1
    and u.id in (m.user_id, c.direct_low, c.direct_high)) then 1 else 0 end`;

/** Position, newest number, and how many recalled messages lie after where the position will be. */
function positionStatement({ build }: Statements, conversationId: number, userId: number, seq: number) {
  const readSeq = sql.raw<number>(readPosition);
  const hidden = sql.raw<number>(hiddenAfter(readPosition, String(seq)));
  const recalledAfter = sql<number>`(
    select count(*) from log
    where log.conversation_id = c.id and log.recalled_at is not null
      and log.seq > ${readSeq} and log.seq > ${seq}) + ${hidden}`;
  return build
    .selectFrom("members as m")
    .innerJoin("conversations as c", "c.id", "m.conversation_id")
    .select(["c.last_seq as lastSeq", readSeq.as("readSeq"), recalledAfter.as("recalledAfter")])
    .select(sql.raw<number>(hidesReceipts).as("isPrivate"))
    .where("m.conversation_id", "=", conversationId)
    .where("m.user_id", "=", userId);
}
