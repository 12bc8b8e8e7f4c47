import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { conversationId, messageId } from "../model/scalars.ts";

export const getStream = defineMethod({
  name: "stream.get",
  summary: "What there is of a text that is being written; of one that is whole, all of it.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({ conversationId: conversationId(), id: messageId("Which message.") }),
  result: Type.Object({ text: Type.String(), isFinal: Type.Boolean() }),
  errors: ["not_found"],
  rate: { perMinute: 600, burst: 120 },
});
