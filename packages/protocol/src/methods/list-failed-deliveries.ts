import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { id, limit } from "../model/scalars.ts";
import { failedDelivery, webhookId } from "../model/webhook.ts";

export const listFailedDeliveries = defineMethod({
  name: "webhook.listFailed",
  summary: "Events that a webhook was told in vain, the newest first.",
  callers: ["user", "bot", "admin"],
  kind: "read",
  params: Type.Object({
    id: webhookId,
    before: Type.Optional(id("Entries below this number.")),
    limit: Type.Optional(limit(limits.failedDeliveryPageMax, limits.failedDeliveryPageMax)),
  }),
  result: Type.Object({ failed: Type.Array(failedDelivery) }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
