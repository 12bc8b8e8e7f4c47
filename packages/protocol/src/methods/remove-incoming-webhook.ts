import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { uuid } from "../model/scalars.ts";

export const removeIncomingWebhook = defineMethod({
  name: "incomingWebhook.remove",
  summary: "Ends an incoming webhook and takes its bot out of the group; what it wrote stays.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ id: uuid("Which one.") }),
  result: Type.Object({}),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
