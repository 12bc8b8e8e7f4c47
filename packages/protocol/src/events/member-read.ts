import { Type } from "typebox";
import { definePush } from "../define.ts";
import { conversationId, seq, userId } from "../model/scalars.ts";

export const memberRead = definePush({
  name: "member.read",
  kind: "signal",
  summary: "A member has read up to a number; for the member's own devices as well.",
  body: Type.Object({ conversationId: conversationId(), userId: userId(), readSeq: seq() }),
});
