import { limits } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";
import { accessWebhook } from "./access-webhook.ts";

export const listFailedDeliveries: ReadOperation<"webhook.listFailed"> = {
  kind: "read",
  async run({ reader }, actor, { id, before = null, limit = limits.failedDeliveryPageMax }) {
    await accessWebhook(reader, actor, id);
    const failures = await reader.webhooks.failures(id, before, limit);
    return {
      failed: failures.map(({ webhookId, retryAt, ...failure }) => ({
        ...failure,
        isRetrying: retryAt !== null,
      })),
    };
  },
};
