import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { group } from "../model/group.ts";
import { conversationId } from "../model/scalars.ts";

export const getGroup = defineMethod({
  name: "group.get",
  summary: "What a group says of itself, and its rules.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({ conversationId: conversationId() }),
  result: Type.Object({ group }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 300, burst: 100 },
});
