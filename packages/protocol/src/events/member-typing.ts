import { Type } from "typebox";
import { definePush } from "../define.ts";
import { conversationId, userId } from "../model/scalars.ts";

export const memberTyping = definePush({
  name: "member.typing",
  kind: "signal",
  summary: "Somebody is typing. Forget it after 6 seconds.",
  body: Type.Object({ conversationId: conversationId(), userId: userId() }),
});
