import { sql } from "kysely";
import type { InvitesReader, InvitesWriter } from "../../engine/ports/store-invites.ts";
import type { Statements, WritingStatements } from "./statements.ts";

const columns = [
  "id",
  "conversation_id as conversationId",
  "created_by as createdBy",
  "created_at as createdAt",
  "expires_at as expiresAt",
  "uses_left as usesLeft",
  "revoked_at as revokedAt",
] as const;

export function invitesReader({ build, run }: Statements): InvitesReader {
  const invites = build.selectFrom("group_invites").select(columns);
  const requests = build
    .selectFrom("join_requests")
    .select(["user_id as userId", "message", "created_at as createdAt"]);
  return {
    async findByCode(codeDigest) {
      const [row] = await run(invites.where("code_digest", "=", codeDigest));
      return row ?? null;
    },
    async find(id) {
      const [row] = await run(invites.where("id", "=", id));
      return row ?? null;
    },
    listOpen(conversationId, now, createdBy) {
      const open = invites
        .where("conversation_id", "=", conversationId)
        .where("uses_left", ">", 0)
        .where("revoked_at", "is", null)
        .where("expires_at", ">", now)
        .orderBy("id", "desc");
      return run(createdBy === null ? open : open.where("created_by", "=", createdBy));
    },
    async hasRequest(conversationId, userId) {
      const one = requests.where("conversation_id", "=", conversationId).where("user_id", "=", userId);
      return (await run(one)).length > 0;
    },
    requests: (conversationId, afterUserId, limit) =>
      run(
        requests
          .where("conversation_id", "=", conversationId)
          .where("user_id", ">", afterUserId)
          .orderBy("user_id")
          .limit(limit),
      ),
    requestsOf: (conversationId, userIds) =>
      run(requests.where("conversation_id", "=", conversationId).where("user_id", "in", [...userIds])),
    async countRequests(conversationId) {
      const [row] = await run(
        build
          .selectFrom("join_requests")
          .select(sql<number>`count(*)`.as("count"))
          .where("conversation_id", "=", conversationId),
      );
      return Number(row?.count ?? 0);
    },
    async requestedBy(userId, limit) {
      const asked = build.selectFrom("join_requests").select("conversation_id as id");
      const rows = await run(asked.where("user_id", "=", userId).orderBy("conversation_id").limit(limit));
      return rows.map(({ id }) => id);
    },
    async requestedAmong(userId, conversationIds) {
      if (conversationIds.length === 0) return [];
      const asked = build.selectFrom("join_requests").select("conversation_id as id");
      const among = asked.where("user_id", "=", userId).where("conversation_id", "in", [...conversationIds]);
      return (await run(among)).map(({ id }) => id);
    },
  };
}

export function invitesWriter(statements: WritingStatements): InvitesWriter {
  const { build, run } = statements;
  return {
    ...invitesReader(statements),
    async insert({ id, conversationId, createdBy, createdAt, expiresAt, usesLeft, revokedAt }, codeDigest) {
      await run(
        build.insertInto("group_invites").values({
          ...{ id, conversation_id: conversationId, code_digest: codeDigest, created_by: createdBy },
          ...{ created_at: createdAt, expires_at: expiresAt, uses_left: usesLeft, revoked_at: revokedAt },
        }),
      );
    },
    async takeUse(id, now) {
      const rows = await run(
        build
          .updateTable("group_invites")
          .set({ uses_left: sql<number>`uses_left - 1` })
          .where("id", "=", id)
          .where("uses_left", ">", 0)
          .where("revoked_at", "is", null)
          .where("expires_at", ">", now)
          .returning("id"),
      );
      return rows.length === 1;
    },
    async revoke(id, now) {
      await run(
        build
          .updateTable("group_invites")
          .set({ revoked_at: now })
          .where("id", "=", id)
          .where("revoked_at", "is", null),
      );
    },
    async putRequests(conversationId, requests) {
      if (requests.length === 0) return;
      const rows = requests.map(({ userId, message, createdAt }) => ({
        ...{ conversation_id: conversationId, user_id: userId, message, created_at: createdAt },
      }));
      await run(
        build
          .insertInto("join_requests")
          .values(rows)
          .onConflict((conflict) =>
            conflict.columns(["conversation_id", "user_id"]).doUpdateSet((column) => ({
              message: column.ref("excluded.message"),
              created_at: column.ref("excluded.created_at"),
            })),
          ),
      );
    },
    async removeRequests(conversationId, userIds) {
      const gone = await run(
        build
          .deleteFrom("join_requests")
          .where("conversation_id", "=", conversationId)
          .where("user_id", "in", [...userIds])
          .returning("user_id as userId"),
      );
      return gone.map(({ userId }) => userId);
    },
    async noteReaders(userId, readerIds) {
      if (readerIds.length === 0) return;
      await run(
        build
          .insertInto("request_readers")
          .values(readerIds.map((readerId) => ({ user_id: userId, reader_id: readerId })))
          .onConflict((conflict) => conflict.doNothing()),
      );
    },
  };
}
