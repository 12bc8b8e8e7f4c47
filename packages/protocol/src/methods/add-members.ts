import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { conversation } from "../model/conversation.ts";
import { conversationId, userId } from "../model/scalars.ts";

export const addMembers = defineMethod({
  name: "member.add",
  summary: "Adds people to a group, all or none; who is in it already stays as they are.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    userIds: Type.Array(userId(), { minItems: 1, maxItems: limits.memberAddMax }),
  }),
  result: Type.Object({
    addedIds: Type.Array(userId(), { description: "Who was not in it before." }),
    conversation,
  }),
  errors: ["not_found", "forbidden", "not_accepted", "limit_reached"],
  rate: { perMinute: 60, burst: 30 },
});
