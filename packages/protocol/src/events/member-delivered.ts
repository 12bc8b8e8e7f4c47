import { Type } from "typebox";
import { definePush } from "../define.ts";
import { conversationId, seq, userId } from "../model/scalars.ts";

export const memberDelivered = definePush({
  name: "member.delivered",
  kind: "signal",
  summary: "Messages have arrived at a member, up to a number.",
  body: Type.Object({ conversationId: conversationId(), userId: userId(), deliveredSeq: seq() }),
});
