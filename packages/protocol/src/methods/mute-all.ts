import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { group } from "../model/group.ts";
import { conversationId } from "../model/scalars.ts";

export const muteAll = defineMethod({
  name: "group.muteAll",
  summary: "Lets the owner and admins alone write, or everyone again.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ conversationId: conversationId(), isMuted: Type.Boolean() }),
  result: Type.Object({ group }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
