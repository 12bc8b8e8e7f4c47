import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { webhookId, webhookSecret } from "../model/webhook.ts";

export const rotateWebhookSecret = defineMethod({
  name: "webhook.rotateSecret",
  summary: "Gives a webhook a new secret; for a day what it is told is signed with the old one besides.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ id: webhookId }),
  result: Type.Object({ secret: webhookSecret }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 10, burst: 5 },
});
