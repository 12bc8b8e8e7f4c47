import type { WriteOperation } from "../operation.ts";
import type { WebhookChanges } from "../ports/store-webhooks.ts";
import { assertGoodUrl } from "./access-webhook.ts";
import { holdWebhook } from "./change-webhook.ts";
import { publicWebhook } from "./public-webhook.ts";

export const updateWebhook: WriteOperation<"webhook.update"> = {
  kind: "write",
  async run(context, actor, { id, ...args }) {
    const { tx, ports } = context;
    const webhook = await holdWebhook(context, actor, id, "webhook.update", Object.keys(args).sort());
    if (args.url !== undefined) assertGoodUrl(ports, args.url);
    const { name, url, events, includesDirect, isEnabled } = args;
    const changes: WebhookChanges = {
      ...(name === undefined ? {} : { name: name.trim() }),
      ...(url === undefined ? {} : { url }),
      ...(events === undefined ? {} : { events: [...new Set(events)] }),
      ...(includesDirect === undefined || webhook.conversationId !== null ? {} : { includesDirect }),
      ...(isEnabled === undefined ? {} : { isEnabled }),
      // Another address, or somebody who looked: what failed is tried again at once (HOOK-7).
      ...(url === undefined && isEnabled !== true
        ? {}
        : { failureCount: 0, nextAttemptAt: 0, failingSince: null, stoppedAt: null }),
    };
    await tx.webhooks.update(id, changes);
    if (isEnabled === false) await tx.webhooks.dropLanes(id);
    return { webhook: await publicWebhook(tx, { ...webhook, ...changes }) };
  },
};
