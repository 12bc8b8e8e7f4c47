import type { Webhook } from "@parley/protocol";
import type { Reader } from "../ports/store.ts";
import type { StoredWebhook } from "../ports/store-webhooks.ts";

/** A webhook as it is shown: without its secrets. */
export async function publicWebhook(reader: Reader, webhook: StoredWebhook): Promise<Webhook> {
  const { secret, oldSecret, oldSecretUntil, failureCount, nextAttemptAt, ...shown } = webhook;
  return { ...shown, failedCount: await reader.webhooks.countFailures(webhook.id) };
}
