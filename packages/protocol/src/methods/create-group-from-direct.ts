import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { conversation } from "../model/conversation.ts";
import { groupName } from "../model/group.ts";
import { conversationId, userId } from "../model/scalars.ts";

export const createGroupFromDirect = defineMethod({
  name: "group.createFromDirect",
  summary:
    "Opens a new group with the other side of a direct conversation and others; nothing said is copied.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    conversationId: conversationId("A direct conversation of the caller's."),
    memberIds: Type.Array(userId(), { maxItems: limits.groupCreateMembersMax }),
    name: Type.Optional(groupName),
  }),
  result: Type.Object({ conversation }),
  errors: ["not_found", "not_accepted"],
  rate: { perMinute: 30, burst: 20 },
});
