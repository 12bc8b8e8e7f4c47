import type { ReadOperation } from "../operation.ts";
import { assertMayTakeIn } from "./access-incoming-webhook.ts";

export const listIncomingWebhooks: ReadOperation<"incomingWebhook.list"> = {
  kind: "read",
  async run({ reader }, actor, { conversationId }) {
    await assertMayTakeIn(reader, actor, conversationId);
    return { incomingWebhooks: await reader.incomingWebhooks.list(conversationId) };
  },
};
