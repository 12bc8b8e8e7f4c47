import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { conversation } from "../model/conversation.ts";
import { conversationDetails, conversationNames } from "../model/directory.ts";
import { uuid } from "../model/scalars.ts";

export const getConversation = defineMethod({
  name: "conversation.get",
  summary:
    "A conversation the caller is in, asked for by its id, its uuid or its number: exactly one of them.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    ...conversationNames,
    uuid: Type.Optional(uuid("The conversation's other name.")),
  }),
  result: Type.Object({ conversation, ...conversationDetails.properties }),
  errors: ["not_found"],
  rate: { perMinute: 300, burst: 100 },
});
