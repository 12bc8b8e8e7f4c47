import { type GroupSettings, limits } from "@parley/protocol";
import { sql } from "kysely";
import type { GroupsReader, GroupsWriter, MemberChanges } from "../../engine/ports/store-groups.ts";
import { conversationsReader } from "./conversations.ts";
import { markFaces } from "./faces.ts";
import { listedMember, memberColumns } from "./members.ts";
import { readPosition } from "./read-position.ts";
import { readableStatuses } from "./readable-statuses.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function groupsReader(statements: Statements): GroupsReader {
  const { build, run } = statements;
  const conversations = conversationsReader(statements);
  return {
    async find(conversationId) {
      const conversation = await conversations.find(conversationId);
      if (conversation === null || (conversation.kind !== "group" && conversation.kind !== "lobby"))
        return null;
      const [row] = await run(
        build
          .selectFrom("conversations")
          .select(["status", "description", "announcement", "settings", "uuid", "number", "category"])
          .where("id", "=", conversationId),
      );
      if (row === undefined) return null;
      return { ...row, conversation, settings: settingsOf(row.settings) };
    },
    async members(conversationId, userIds) {
      if (userIds.length === 0) return [];
      const rows = await run(
        build
          .selectFrom("members as m")
          .innerJoin("conversations as c", "c.id", "m.conversation_id")
          .select(memberColumns)
          .select(sql.raw<number>(readPosition).as("readSeq"))
          .where("m.conversation_id", "=", conversationId)
          .where("m.user_id", "in", [...userIds])
          .orderBy("m.user_id"),
      );
      return rows.map((row) => {
        const { isHiding: _, ...member } = listedMember(row);
        return member;
      });
    },
    async leaders(conversationId, limit) {
      const rows = await run(
        build
          .selectFrom("members")
          .select("user_id as userId")
          .where("conversation_id", "=", conversationId)
          // Written out, so that the database sees that its partial index holds these rows.
          .where(sql<boolean>`role <> 'member'`)
          .where("status", "in", ["active", "muted"])
          .orderBy("user_id")
          .limit(limit),
      );
      return rows.map(({ userId }) => userId);
    },
  };
}

function settingsOf(text: string | null): Partial<GroupSettings> {
  return text === null ? {} : JSON.parse(text);
}

export function groupsWriter(statements: WritingStatements): GroupsWriter {
  const { build, run, changeMark } = statements;
  const seen = sql<number>`(select last_seq from conversations where conversations.id = conversation_id)`;
  return {
    ...groupsReader(statements),
    async update(conversationId, { settings, ownerId, isRuled, isAutoNamed, isPublic, ...same }) {
      await run(
        build
          .updateTable("conversations")
          .set({
            ...same,
            ...(ownerId === undefined ? {} : { owner_id: ownerId }),
            ...(isAutoNamed === undefined ? {} : { is_auto_named: Number(isAutoNamed) }),
            ...(isPublic === undefined ? {} : { is_public: Number(isPublic) }),
            ...(isRuled === undefined ? {} : { is_ruled: Number(isRuled) }),
            ...(settings === undefined
              ? {}
              : { settings: JSON.stringify(settings), retention_ms: settings.retentionMs || null }),
            changed: changeMark,
          })
          .where("id", "=", conversationId),
      );
    },
    async admit(conversationId, userIds, { firstRev, firstSeq }, at) {
      const asNew = {
        ...({ role: "member", status: "active", is_hiding: 0 } as const),
        ...{ nickname: null, nickname_key: null, avatar: null, left_rev: null, left_seq: null },
        ...{ first_rev: firstRev, first_seq: firstSeq, joined_at: at, changed: changeMark },
      } as const;
      const rows = userIds.map((userId) => ({
        ...{ conversation_id: conversationId, user_id: userId, read_seq: 0 },
        ...asNew,
      }));
      await run(
        build
          .insertInto("members")
          .values(rows)
          .onConflict((conflict) =>
            conflict
              .columns(["conversation_id", "user_id"])
              .doUpdateSet({ ...asNew, ...stillCleared(firstRev, firstSeq) }),
          ),
      );
      await run(
        build
          .updateTable("members")
          .set({ read_seq: seen })
          .where("conversation_id", "=", conversationId)
          .where("user_id", "in", [...userIds]),
      );
    },
    async dismiss(conversationId, userId, leftRev) {
      await run(
        build
          .updateTable("members")
          .set({ status: "left", role: "member", left_rev: leftRev, left_seq: seen, changed: changeMark })
          .where("conversation_id", "=", conversationId)
          .where("user_id", "=", userId),
      );
    },
    async shutOut(conversationId, userId, leftRev) {
      const isOut = leftRev !== null;
      await run(
        build
          .updateTable("members")
          .set({ status: isOut ? "locked" : "active", changed: changeMark })
          .set({ left_rev: leftRev, left_seq: isOut ? seen : null })
          .where("conversation_id", "=", conversationId)
          .where("user_id", "=", userId),
      );
    },
    async dismissAll(conversationId, leftRev) {
      await run(
        build
          .updateTable("members")
          .set({ status: "left", role: "member", left_rev: leftRev, left_seq: seen, changed: changeMark })
          .where("conversation_id", "=", conversationId)
          .where("status", "!=", "left"),
      );
    },
    ...succession(statements),
    async setMember(conversationId, userId, changes) {
      await run(
        build
          .updateTable("members")
          .set({ ...memberValues(changes), changed: changeMark })
          .where("conversation_id", "=", conversationId)
          .where("user_id", "=", userId),
      );
    },
    recount: (conversationId, change, showsFaces) => recount(statements, conversationId, change, showsFaces),
    async pacedAt(conversationId, userId) {
      const [row] = await run(
        build
          .selectFrom("members")
          .select("paced_at")
          .where("conversation_id", "=", conversationId)
          .where("user_id", "=", userId),
      );
      return row?.paced_at ?? 0;
    },
  };
}

/** What somebody cleared before they went stays cleared when they come in again. */
function stillCleared(firstRev: number, firstSeq: number) {
  const later = (column: string, first: number) =>
    sql<number>`case when members.uncleared_seq is not null and members.${sql.ref(column)} > ${first}
      then members.${sql.ref(column)} else ${first} end`;
  return { first_rev: later("first_rev", firstRev), first_seq: later("first_seq", firstSeq) };
}

function succession({
  build,
  run,
}: WritingStatements): Pick<GroupsWriter, "heir" | "nextOwnerless" | "endOwnerless"> {
  return {
    async heir(conversationId, ownerId) {
      const [heir] = await run(
        build
          .selectFrom("members as m")
          .innerJoin("users as u", "u.id", "m.user_id")
          .select("m.user_id as userId")
          .where("m.conversation_id", "=", conversationId)
          .where("m.user_id", "!=", ownerId)
          .where("m.status", "=", "active")
          .where("u.is_enabled", "=", 1)
          .where("u.role", "in", ["user", "admin"])
          .orderBy(sql`case m.role when 'admin' then 0 else 1 end`)
          .orderBy("m.joined_at")
          .orderBy("m.user_id")
          .limit(1),
      );
      return heir?.userId ?? null;
    },
    async nextOwnerless() {
      const [group] = await run(
        build
          .selectFrom("ownerless_groups")
          .select("conversation_id as conversationId")
          .orderBy("conversation_id")
          .limit(1),
      );
      return group?.conversationId ?? null;
    },
    async endOwnerless(conversationId) {
      await run(build.deleteFrom("ownerless_groups").where("conversation_id", "=", conversationId));
    },
  };
}

function memberValues({ nickname, mutedUntil, pacedAt, ...same }: MemberChanges) {
  return {
    ...same,
    ...(nickname === undefined
      ? {}
      : { nickname: nickname?.text ?? null, nickname_key: nickname?.key ?? null }),
    ...(mutedUntil === undefined ? {} : { muted_until: mutedUntil, is_ruled: Number(mutedUntil > 0) }),
    ...(pacedAt === undefined ? {} : { paced_at: pacedAt }),
  };
}

/** One range of the members' key, however many there are. */
async function recount(
  statements: WritingStatements,
  conversationId: number,
  change: number,
  showsFaces: boolean,
): Promise<void> {
  const { build, run, changeMark } = statements;
  const [row] = await run(
    build
      .selectFrom("conversations")
      .select(["owner_id as ownerId", "face_ids as faceIds"])
      .where("id", "=", conversationId),
  );
  const ownerId = row?.ownerId ?? null;
  const first = await run(
    build
      .selectFrom("members")
      .select("user_id as userId")
      .where("conversation_id", "=", conversationId)
      .where("status", "in", readableStatuses)
      .orderBy("user_id")
      .limit(limits.groupFacesMax),
  );
  const others = first.map(({ userId }) => userId).filter((userId) => userId !== ownerId);
  const faces = [...(ownerId === null ? [] : [ownerId]), ...others].slice(0, limits.groupFacesMax);
  const faceIds = showsFaces ? JSON.stringify(faces) : null;
  // Most of those who come into a large group are none of its faces.
  if (faceIds !== row?.faceIds) await markFaces(statements, conversationId);
  await run(
    build
      .updateTable("conversations")
      .set({
        member_count: sql<number>`member_count + ${sql.lit(change)}`,
        face_ids: faceIds,
        changed: changeMark,
      })
      .where("id", "=", conversationId),
  );
}
