import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { conversationId } from "../model/scalars.ts";
import { incomingWebhook } from "../model/webhook.ts";

export const listIncomingWebhooks = defineMethod({
  name: "incomingWebhook.list",
  summary: "The incoming webhooks of a group, to its owner and admins, without their secrets.",
  callers: ["user", "bot", "admin"],
  kind: "read",
  params: Type.Object({ conversationId: conversationId("The group.") }),
  result: Type.Object({ incomingWebhooks: Type.Array(incomingWebhook) }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
