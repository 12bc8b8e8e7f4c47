import { limits } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { holdWebhook } from "./change-webhook.ts";
import { newSecret } from "./webhook-secrets.ts";

export const rotateWebhookSecret: WriteOperation<"webhook.rotateSecret"> = {
  kind: "write",
  async run(context, actor, { id }) {
    const { tx, ports } = context;
    const { secret: oldSecret } = await holdWebhook(context, actor, id, "webhook.rotateSecret");
    const { secret, sealed } = newSecret(ports, id);
    const oldSecretUntil = ports.clock.now() + limits.oldWebhookSecretMs;
    await tx.webhooks.update(id, { secret: sealed, oldSecret, oldSecretUntil });
    return { secret };
  },
};
