/** Writes down what became of a delivery (HOOK-6, HOOK-7). */
import { limits } from "@parley/protocol";
import type { Ports } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { StoredWebhook, WebhookChanges } from "../ports/store-webhooks.ts";
import type { ToldFailure, ToldLane } from "./tell-webhook.ts";
import { backOffMs, type DeliveryVerdict } from "./webhook-policy.ts";

export async function settleLane(
  tx: Transaction,
  ports: Ports,
  { lane, uptoRev, verdict }: ToldLane,
): Promise<void> {
  const now = ports.clock.now();
  const webhook = await tx.webhooks.find(lane.webhookId);
  if (webhook === null) return;
  if (verdict === null || verdict.outcome === "taken") {
    await tx.webhooks.release({ ...lane, doneRev: uptoRev, attempts: 0 }, now);
    if (verdict !== null) await noteTaken(tx, webhook);
    return;
  }
  const waitMs = await noteFailure(tx, ports, webhook, verdict);
  // Nobody was there: the events are told again however often that is (HOOK-7).
  const isCounted = verdict.outcome === "refused" || verdict.outcome === "timed_out";
  const attempts = lane.attempts + Number(isCounted);
  if (attempts < ports.options.webhookAttemptsMax) {
    const ownWaitMs = isCounted ? Math.max(waitMs, wait(ports, attempts)) : waitMs;
    await tx.webhooks.release({ ...lane, attempts }, now + ownWaitMs);
    return;
  }
  // From the second attempt on events are told alone, so what failed is this one.
  await tx.webhooks.addFailure({
    ...{ webhookId: lane.webhookId, conversationId: lane.conversationId, rev: uptoRev },
    ...{ reason: verdict.reason, attempts, failedAt: now, retryAt: null },
  });
  await tx.webhooks.release({ ...lane, doneRev: uptoRev, attempts: 0 }, now);
  if ((await tx.webhooks.countFailures(webhook.id)) >= limits.failedDeliveriesMax) {
    await tx.webhooks.update(webhook.id, { stoppedAt: now });
  }
}

export async function settleFailure(
  tx: Transaction,
  ports: Ports,
  { failure, verdict }: ToldFailure,
): Promise<void> {
  if (verdict === null || verdict.outcome === "taken") {
    await tx.webhooks.removeFailure(failure.id);
    return;
  }
  await tx.webhooks.setFailure(failure.id, {
    ...{ reason: verdict.reason, attempts: failure.attempts + 1 },
    ...{ failedAt: ports.clock.now(), retryAt: null },
  });
}

async function noteTaken(tx: Transaction, { id, failureCount, failingSince }: StoredWebhook): Promise<void> {
  if (failureCount === 0 && failingSince === null) return;
  await tx.webhooks.update(id, { failureCount: 0, failingSince: null, nextAttemptAt: 0 });
}

/** Answers how long to wait. */
async function noteFailure(
  tx: Transaction,
  ports: Ports,
  webhook: StoredWebhook,
  { outcome, retryAfterMs }: DeliveryVerdict,
): Promise<number> {
  const now = ports.clock.now();
  const failingSince = webhook.failingSince ?? now;
  const isGivenUp = outcome === "gone" || now - failingSince >= ports.options.webhookFailingMsMax;
  const changes: WebhookChanges = { failingSince, ...(isGivenUp ? { stoppedAt: now } : {}) };
  if (outcome === "refused" || outcome === "gone") {
    await tx.webhooks.update(webhook.id, changes);
    return retryAfterMs;
  }
  const failureCount = webhook.failureCount + 1;
  const waitMs = Math.max(wait(ports, failureCount), retryAfterMs);
  await tx.webhooks.update(webhook.id, { ...changes, failureCount, nextAttemptAt: now + waitMs });
  return waitMs;
}

function wait({ ids, options }: Ports, failures: number): number {
  const random = Number(ids.digits(4)) / 10_000;
  return backOffMs({ firstMs: options.webhookRetryMs, failures, random });
}
