import type { ReadOperation } from "../operation.ts";
import { assertMayHook } from "./access-webhook.ts";
import { publicWebhook } from "./public-webhook.ts";

export const listWebhooks: ReadOperation<"webhook.list"> = {
  kind: "read",
  async run({ reader }, actor, { conversationId = null }) {
    await assertMayHook(reader, actor, conversationId);
    const webhooks = await reader.webhooks.list(conversationId);
    return { webhooks: await Promise.all(webhooks.map((webhook) => publicWebhook(reader, webhook))) };
  },
};
