import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { group } from "../model/group.ts";
import { conversationId, count } from "../model/scalars.ts";

export const getGroup = defineMethod({
  name: "group.get",
  summary: "What a group says of itself, and its rules.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({ conversationId: conversationId() }),
  result: Type.Object({
    group,
    requestCount: Type.Optional(count("How many ask to be let in; told to the owner and admins.")),
  }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 300, burst: 100 },
});
