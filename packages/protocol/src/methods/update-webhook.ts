import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { webhook, webhookEventList, webhookId, webhookName, webhookUrl } from "../model/webhook.ts";

export const updateWebhook = defineMethod({
  name: "webhook.update",
  summary: "Changes a webhook; switching one on that the server gave up lets it go on where it was.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    id: webhookId,
    name: Type.Optional(webhookName),
    url: Type.Optional(webhookUrl),
    events: Type.Optional(webhookEventList),
    includesDirect: Type.Optional(Type.Boolean()),
    isEnabled: Type.Optional(Type.Boolean()),
  }),
  result: Type.Object({ webhook }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
