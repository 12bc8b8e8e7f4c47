import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { conversationId } from "../model/scalars.ts";
import { incomingWebhook, webhookName } from "../model/webhook.ts";

export const createIncomingWebhook = defineMethod({
  name: "incomingWebhook.create",
  summary: "Makes an address by which other programs write into a group, as a bot of that name.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ conversationId: conversationId("The group."), name: webhookName }),
  result: Type.Object({
    incomingWebhook,
    path: Type.String({
      description: "Where to POST, on this server: `/v1/hooks/<secret>`. Told here and never again.",
    }),
  }),
  errors: ["not_found", "forbidden", "limit_reached"],
  rate: { perMinute: 10, burst: 5 },
});
