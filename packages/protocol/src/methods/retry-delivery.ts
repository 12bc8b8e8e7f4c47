import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { id } from "../model/scalars.ts";
import { webhookId } from "../model/webhook.ts";

export const retryDelivery = defineMethod({
  name: "webhook.retry",
  summary: "Tells a webhook once more what it was told in vain; what is taken then leaves the list.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ id: webhookId, failedId: id("Number of the entry.") }),
  result: Type.Object({}),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 120, burst: 60 },
});
