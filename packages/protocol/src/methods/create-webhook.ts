import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { conversationId } from "../model/scalars.ts";
import { webhook, webhookEventList, webhookName, webhookSecret, webhookUrl } from "../model/webhook.ts";

export const createWebhook = defineMethod({
  name: "webhook.create",
  summary:
    "Lets another program be told what happens: in a group, by its owner; or, by an administrator, everywhere.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    conversationId: Type.Optional(conversationId("The group; left out, everywhere.")),
    name: webhookName,
    url: webhookUrl,
    events: Type.Optional(webhookEventList),
    includesDirect: Type.Optional(
      Type.Boolean({ description: "Everywhere: also conversations of two people." }),
    ),
  }),
  result: Type.Object({ webhook, secret: webhookSecret }),
  errors: ["not_found", "forbidden", "limit_reached"],
  rate: { perMinute: 30, burst: 15 },
});
