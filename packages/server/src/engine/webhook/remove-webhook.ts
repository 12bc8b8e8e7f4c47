import type { WriteOperation } from "../operation.ts";
import { holdWebhook } from "./change-webhook.ts";

export const removeWebhook: WriteOperation<"webhook.remove"> = {
  kind: "write",
  async run(context, actor, { id }) {
    await holdWebhook(context, actor, id, "webhook.remove");
    await context.tx.webhooks.remove(id);
    return {};
  },
};
