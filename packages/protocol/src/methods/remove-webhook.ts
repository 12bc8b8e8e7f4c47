import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { webhookId } from "../model/webhook.ts";

export const removeWebhook = defineMethod({
  name: "webhook.remove",
  summary: "Removes a webhook, with what it had not been told yet.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ id: webhookId }),
  result: Type.Object({}),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
