import type { Webhook } from "@parley/protocol";
import type {
  StoredWebhook,
  WebhookChanges,
  WebhooksReader,
  WebhooksWriter,
} from "../../engine/ports/store-webhooks.ts";
import type { Statements, WritingStatements } from "./statements.ts";
import { webhookFailuresReader, webhookFailuresWriter } from "./webhook-failures.ts";
import { webhookLanesReader, webhookLanesWriter } from "./webhook-lanes.ts";

const columns = [
  "id",
  "conversation_id as conversationId",
  "name",
  "url",
  "events",
  "includes_direct as includesDirect",
  "is_enabled as isEnabled",
  "secret",
  "old_secret as oldSecret",
  "old_secret_until as oldSecretUntil",
  "created_by as createdBy",
  "created_at as createdAt",
  "failure_count as failureCount",
  "failing_since as failingSince",
  "next_attempt_at as nextAttemptAt",
  "stopped_at as stoppedAt",
] as const;

type Row = Omit<StoredWebhook, "events" | "includesDirect" | "isEnabled"> & {
  readonly events: string;
  readonly includesDirect: number;
  readonly isEnabled: number;
};

export function webhooksReader(statements: Statements): WebhooksReader {
  const { build, run } = statements;
  const webhooks = build.selectFrom("webhooks").select(columns);
  const lanes = webhookLanesReader(statements);
  const failures = webhookFailuresReader(statements);
  return {
    ...failures,
    async find(id) {
      const [row] = await run(webhooks.where("id", "=", id));
      return row === undefined ? null : stored(row);
    },
    async list(conversationId) {
      const those =
        conversationId === null
          ? webhooks.where("conversation_id", "is", null)
          : webhooks.where("conversation_id", "=", conversationId);
      return (await run(those.orderBy("created_at").orderBy("id"))).map(stored);
    },
    async listFollowing(conversationIds) {
      const following = webhooks
        .where("is_enabled", "=", 1)
        .where((where) =>
          where.or([
            where("conversation_id", "is", null),
            ...(conversationIds.length === 0 ? [] : [where("conversation_id", "in", [...conversationIds])]),
          ]),
        );
      return (await run(following)).map(stored);
    },
    backlog: async () => ({ ...(await lanes.waiting()), listed: await failures.countAll() }),
    hasDue: async (now) => (await lanes.hasDue(now)) || (await failures.hasRetry(now)),
  };
}

export function webhooksWriter(statements: WritingStatements): WebhooksWriter {
  const { build, run } = statements;
  const lanes = webhookLanesWriter(statements);
  return {
    ...webhooksReader(statements),
    ...lanes,
    ...webhookFailuresWriter(statements),
    async insert(webhook) {
      const { id, conversationId, createdBy, createdAt } = webhook;
      await run(
        build.insertInto("webhooks").values({
          ...{ id, conversation_id: conversationId, created_by: createdBy, created_at: createdAt },
          ...changed(webhook),
        }),
      );
    },
    async update(id, changes) {
      const values = changed(changes);
      if (Object.keys(values).length === 0) return;
      await run(build.updateTable("webhooks").set(values).where("id", "=", id));
    },
    async remove(id) {
      await run(build.deleteFrom("webhooks").where("id", "=", id));
      await lanes.dropLanes(id);
      await run(build.deleteFrom("webhook_failures").where("webhook_id", "=", id));
    },
    async isAny() {
      return (await run(build.selectFrom("webhooks").select("id").limit(1))).length > 0;
    },
  };
}

function stored(row: Row): StoredWebhook {
  return {
    ...row,
    events: JSON.parse(row.events) as Webhook["events"],
    includesDirect: row.includesDirect === 1,
    isEnabled: row.isEnabled === 1,
  };
}

type Full = Required<WebhookChanges>;
interface Values {
  name: string;
  url: string;
  events: string;
  includes_direct: number;
  is_enabled: number;
  secret: string;
  old_secret: string | null;
  old_secret_until: number;
  failure_count: number;
  failing_since: number | null;
  next_attempt_at: number;
  stopped_at: number | null;
}

/** Only what is given; all of it where all is given. */
function changed<C extends WebhookChanges>(changes: C): C extends Full ? Values : Partial<Values> {
  const values: Partial<Values> = {};
  if (changes.name !== undefined) values.name = changes.name;
  if (changes.url !== undefined) values.url = changes.url;
  if (changes.events !== undefined) values.events = JSON.stringify(changes.events);
  if (changes.includesDirect !== undefined) values.includes_direct = Number(changes.includesDirect);
  if (changes.isEnabled !== undefined) values.is_enabled = Number(changes.isEnabled);
  if (changes.secret !== undefined) values.secret = changes.secret;
  if (changes.oldSecret !== undefined) values.old_secret = changes.oldSecret;
  if (changes.oldSecretUntil !== undefined) values.old_secret_until = changes.oldSecretUntil;
  if (changes.failureCount !== undefined) values.failure_count = changes.failureCount;
  if (changes.failingSince !== undefined) values.failing_since = changes.failingSince;
  if (changes.nextAttemptAt !== undefined) values.next_attempt_at = changes.nextAttemptAt;
  if (changes.stoppedAt !== undefined) values.stopped_at = changes.stoppedAt;
  return values as C extends Full ? Values : Partial<Values>;
}
