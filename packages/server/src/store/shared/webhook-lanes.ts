/** How far webhooks were told of each conversation. */
import { sql } from "kysely";
import type {
  WebhookBacklog,
  WebhookLane,
  WebhooksReader,
  WebhooksWriter,
} from "../../engine/ports/store-webhooks.ts";
import type { Statements, WritingStatements } from "./statements.ts";

interface Reads extends Pick<WebhooksReader, "hasDue"> {
  waiting(): Promise<Omit<WebhookBacklog, "listed">>;
}
type Writes = Pick<WebhooksWriter, "extend" | "claim" | "release" | "forgetDone" | "dropLanes">;

export function webhookLanesReader({ build, run }: Statements): Reads {
  return {
    async waiting() {
      const [row] = await run(
        build
          .selectFrom("webhook_lanes as l")
          .innerJoin("webhooks as w", "w.id", "l.webhook_id")
          .select([
            sql<number | null>`sum(l.last_rev - l.done_rev)`.as("waiting"),
            // Of what has been purged meanwhile nothing says when it was.
            sql<number | null>`min((select e.at from log e
              where e.conversation_id = l.conversation_id and e.rev = l.done_rev + 1))`.as("oldestAt"),
          ])
          .whereRef("l.done_rev", "<", "l.last_rev")
          .where("w.is_enabled", "=", 1)
          .where("w.stopped_at", "is", null),
      );
      const oldestAt = row?.oldestAt ?? null;
      return { waiting: Number(row?.waiting ?? 0), oldestAt: oldestAt === null ? null : Number(oldestAt) };
    },
    async hasDue(now) {
      const due = build
        .selectFrom("webhook_lanes as l")
        .innerJoin("webhooks as w", "w.id", "l.webhook_id")
        .select("l.webhook_id")
        .whereRef("l.done_rev", "<", "l.last_rev")
        .where("l.due_at", "<=", now)
        .where("l.claimed_until", "<=", now)
        .where("w.next_attempt_at", "<=", now)
        .where("w.is_enabled", "=", 1)
        .where("w.stopped_at", "is", null)
        .limit(1);
      return (await run(due)).length > 0;
    },
  };
}

export function webhookLanesWriter({ build, run }: WritingStatements): Writes {
  /** Those of one webhook that nobody tells now and that may be told. */
  const claimable = (webhookId: string, now: number, limit: number) =>
    build
      .selectFrom("webhook_lanes")
      .select("conversation_id as conversationId")
      .where("webhook_id", "=", webhookId)
      .whereRef("done_rev", "<", "last_rev")
      .where("due_at", "<=", now)
      .where("claimed_until", "<=", now)
      .orderBy("due_at")
      .limit(limit);

  async function claimedCount(webhookId: string, now: number): Promise<number> {
    const [row] = await run(
      build
        .selectFrom("webhook_lanes")
        .select(sql<number>`count(*)`.as("count"))
        .where("webhook_id", "=", webhookId)
        .whereRef("done_rev", "<", "last_rev")
        .where("claimed_until", ">", now),
    );
    return Number(row?.count ?? 0);
  }

  return {
    async extend(webhookId, conversationId, firstRev, lastRev, now) {
      await run(
        build
          .insertInto("webhook_lanes")
          .values({
            ...{ webhook_id: webhookId, conversation_id: conversationId, done_rev: firstRev - 1 },
            ...{ last_rev: lastRev, attempts: 0, due_at: now, claimed_until: 0 },
          })
          .onConflict((conflict) =>
            conflict.columns(["webhook_id", "conversation_id"]).doUpdateSet({
              // What lies between the last that was told and this one was not to be told.
              done_rev: sql<number>`case when webhook_lanes.done_rev >= webhook_lanes.last_rev
                and webhook_lanes.done_rev < ${firstRev - 1} then ${firstRev - 1} else webhook_lanes.done_rev end`,
              last_rev: sql<number>`case when webhook_lanes.last_rev < ${lastRev} then ${lastRev} else webhook_lanes.last_rev end`,
            }),
          ),
      );
    },
    async claim(now, until, lanesPerWebhook) {
      const webhooks = await run(
        build
          .selectFrom("webhooks")
          .select(["id", "failure_count as failureCount"])
          .where("is_enabled", "=", 1)
          .where("stopped_at", "is", null)
          .where("next_attempt_at", "<=", now),
      );
      const lanes: WebhookLane[] = [];
      for (const { id, failureCount } of webhooks) {
        const left = (failureCount > 0 ? 1 : lanesPerWebhook) - (await claimedCount(id, now));
        if (left <= 0) continue;
        for (const { conversationId } of await run(claimable(id, now, left))) {
          const claimed = await run(
            build
              .updateTable("webhook_lanes")
              .set({ claimed_until: until })
              .where("webhook_id", "=", id)
              .where("conversation_id", "=", conversationId)
              .where("claimed_until", "<=", now)
              .returning([
                "webhook_id as webhookId",
                "conversation_id as conversationId",
                "done_rev as doneRev",
                "last_rev as lastRev",
                "attempts",
              ]),
          );
          lanes.push(...claimed);
        }
      }
      return lanes;
    },
    async release({ webhookId, conversationId, doneRev, attempts }, dueAt) {
      await run(
        build
          .updateTable("webhook_lanes")
          .set({ done_rev: doneRev, attempts, due_at: dueAt, claimed_until: 0 })
          .where("webhook_id", "=", webhookId)
          .where("conversation_id", "=", conversationId)
          // Who was late, and whose lane another has told on since, takes nothing back.
          .where("done_rev", "<=", doneRev),
      );
    },
    async dropLanes(webhookId) {
      await run(build.deleteFrom("webhook_lanes").where("webhook_id", "=", webhookId));
    },
    async forgetDone(before, limit) {
      const done = await run(
        build
          .selectFrom("webhook_lanes")
          .select(["webhook_id as webhookId", "conversation_id as conversationId"])
          .whereRef("done_rev", ">=", "last_rev")
          .where("due_at", "<", before)
          .limit(limit),
      );
      for (const { webhookId, conversationId } of done) {
        await run(
          build
            .deleteFrom("webhook_lanes")
            .where("webhook_id", "=", webhookId)
            .where("conversation_id", "=", conversationId)
            .whereRef("done_rev", ">=", "last_rev"),
        );
      }
      return done.length;
    },
  };
}
