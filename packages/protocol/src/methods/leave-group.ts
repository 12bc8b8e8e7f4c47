import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { conversationId } from "../model/scalars.ts";

export const leaveGroup = defineMethod({
  name: "group.leave",
  summary: "Leaves a group. Its owner hands it over or dissolves it first.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ conversationId: conversationId() }),
  result: Type.Object({}),
  errors: ["not_found", "conflict"],
  rate: { perMinute: 60, burst: 30 },
});
