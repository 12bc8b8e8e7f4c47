import { ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { holdWebhook } from "./change-webhook.ts";

export const retryDelivery: WriteOperation<"webhook.retry"> = {
  kind: "write",
  async run(context, actor, { id, failedId }) {
    const { tx, ports } = context;
    await holdWebhook(context, actor, id, "webhook.retry");
    const failure = await tx.webhooks.findFailure(id, failedId);
    if (failure === null) throw new ParleyError("not_found");
    if (failure.retryAt === null) await tx.webhooks.setFailure(failedId, { retryAt: ports.clock.now() });
    return {};
  },
};
