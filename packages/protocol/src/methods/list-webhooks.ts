import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { conversationId } from "../model/scalars.ts";
import { webhook } from "../model/webhook.ts";

export const listWebhooks = defineMethod({
  name: "webhook.list",
  summary: "The webhooks of a group, to its owner; or, to an administrator, those of everything.",
  callers: ["user", "bot", "admin"],
  kind: "read",
  params: Type.Object({
    conversationId: Type.Optional(conversationId("The group; left out, those of everything.")),
  }),
  result: Type.Object({ webhooks: Type.Array(webhook) }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
