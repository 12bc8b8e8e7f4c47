import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { emoji } from "../model/message-extras.ts";
import { conversationId, messageId } from "../model/scalars.ts";

export const reactMessage = defineMethod({
  name: "message.react",
  summary: "Says with which emoji the caller reacts to a message, in the place of those from before.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    id: messageId("Which message."),
    emojis: Type.Array(emoji, { maxItems: limits.reactionsOfUserMax, description: "None takes all back." }),
  }),
  result: Type.Object({}),
  errors: ["not_found", "forbidden", "not_accepted", "limit_reached"],
  rate: { perMinute: 300, burst: 60 },
});
