/** Events that webhooks were told in vain. */
import { sql } from "kysely";
import type { StoredFailure, WebhooksReader, WebhooksWriter } from "../../engine/ports/store-webhooks.ts";
import type { Statements, WritingStatements } from "./statements.ts";

const columns = [
  "id",
  "webhook_id as webhookId",
  "conversation_id as conversationId",
  "rev",
  "reason",
  "attempts",
  "failed_at as failedAt",
  "retry_at as retryAt",
] as const;

type Reads = Pick<WebhooksReader, "countFailures" | "failures"> & {
  hasRetry(now: number): Promise<boolean>;
  countAll(): Promise<number>;
};
type Writes = Pick<
  WebhooksWriter,
  "addFailure" | "findFailure" | "setFailure" | "removeFailure" | "claimFailures"
>;

export function webhookFailuresReader({ build, run }: Statements): Reads {
  const count = build.selectFrom("webhook_failures").select(sql<number>`count(*)`.as("count"));
  return {
    countAll: async () => Number((await run(count))[0]?.count ?? 0),
    async countFailures(webhookId) {
      const counted = count.where("webhook_id", "=", webhookId);
      return Number((await run(counted))[0]?.count ?? 0);
    },
    failures(webhookId, before, limit) {
      const all = build.selectFrom("webhook_failures").select(columns).where("webhook_id", "=", webhookId);
      const those = before === null ? all : all.where("id", "<", before);
      return run(those.orderBy("id", "desc").limit(limit));
    },
    async hasRetry(now) {
      const due = build.selectFrom("webhook_failures").select("id").where("retry_at", "<=", now).limit(1);
      return (await run(due)).length > 0;
    },
  };
}

export function webhookFailuresWriter({ build, run }: WritingStatements): Writes {
  return {
    async addFailure({ webhookId, conversationId, rev, reason, attempts, failedAt, retryAt }) {
      await run(
        build.insertInto("webhook_failures").values({
          ...{ webhook_id: webhookId, conversation_id: conversationId, rev, reason, attempts },
          ...{ failed_at: failedAt, retry_at: retryAt },
        }),
      );
    },
    async findFailure(webhookId, id) {
      const found = build.selectFrom("webhook_failures").select(columns).where("id", "=", id);
      return (await run(found.where("webhook_id", "=", webhookId)))[0] ?? null;
    },
    async setFailure(id, { reason, attempts, failedAt, retryAt }) {
      await run(
        build
          .updateTable("webhook_failures")
          .set({
            ...(reason === undefined ? {} : { reason }),
            ...(attempts === undefined ? {} : { attempts }),
            ...(failedAt === undefined ? {} : { failed_at: failedAt }),
            ...(retryAt === undefined ? {} : { retry_at: retryAt }),
          })
          .where("id", "=", id),
      );
    },
    async removeFailure(id) {
      await run(build.deleteFrom("webhook_failures").where("id", "=", id));
    },
    async claimFailures(now, until, limit) {
      const due = build
        .selectFrom("webhook_failures")
        .select("id")
        .where("retry_at", "<=", now)
        .orderBy("retry_at")
        .limit(limit);
      const claimed: StoredFailure[] = [];
      for (const { id } of await run(due)) {
        claimed.push(
          ...(await run(
            build
              .updateTable("webhook_failures")
              .set({ retry_at: until })
              .where("id", "=", id)
              .where("retry_at", "<=", now)
              .returning(columns),
          )),
        );
      }
      return claimed;
    },
  };
}
