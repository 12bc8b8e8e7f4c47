import type { IncomingWebhooksReader, IncomingWebhooksWriter } from "../../engine/ports/store-webhooks.ts";
import type { Statements, WritingStatements } from "./statements.ts";

const columns = [
  "id",
  "conversation_id as conversationId",
  "bot_id as botId",
  "name",
  "created_by as createdBy",
  "created_at as createdAt",
  "last_used_at as lastUsedAt",
] as const;

export function incomingWebhooksReader({ build, run }: Statements): IncomingWebhooksReader {
  const open = build.selectFrom("incoming_webhooks").select(columns).where("revoked_at", "is", null);
  return {
    find: async (id) => (await run(open.where("id", "=", id)))[0] ?? null,
    findByDigest: async (digest) => (await run(open.where("secret_digest", "=", digest)))[0] ?? null,
    list: (conversationId) =>
      run(open.where("conversation_id", "=", conversationId).orderBy("created_at").orderBy("id")),
  };
}

export function incomingWebhooksWriter(statements: WritingStatements): IncomingWebhooksWriter {
  const { build, run } = statements;
  return {
    ...incomingWebhooksReader(statements),
    async insert({ id, conversationId, botId, name, createdBy, createdAt, lastUsedAt }, secretDigest) {
      await run(
        build.insertInto("incoming_webhooks").values({
          ...{ id, conversation_id: conversationId, bot_id: botId, name, secret_digest: secretDigest },
          ...{ created_by: createdBy, created_at: createdAt, last_used_at: lastUsedAt, revoked_at: null },
        }),
      );
    },
    async noteUse(id, at) {
      await run(build.updateTable("incoming_webhooks").set({ last_used_at: at }).where("id", "=", id));
    },
    async revoke(id, at) {
      await run(build.updateTable("incoming_webhooks").set({ revoked_at: at }).where("id", "=", id));
    },
  };
}
