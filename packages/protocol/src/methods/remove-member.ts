import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { conversation } from "../model/conversation.ts";
import { conversationId, userId } from "../model/scalars.ts";

export const removeMember = defineMethod({
  name: "member.remove",
  summary:
    "Takes a member out of a group: an admin a member, the owner anybody. What follows is not theirs to see.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ conversationId: conversationId(), userId: userId() }),
  result: Type.Object({ conversation }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 120, burst: 60 },
});
