import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { draft } from "../model/inbox.ts";
import { conversationId, messageId, time } from "../model/scalars.ts";

export const saveDraft = defineMethod({
  name: "inbox.saveDraft",
  summary: "Keeps a text that the caller has not sent, for all of their devices; an empty one removes it.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    text: Type.String({ maxLength: limits.draftCharsMax }),
    replyTo: Type.Optional(messageId("The message that it answers.")),
    writtenAt: Type.Optional(time("When it was written; what was kept later stays. Left out: now.")),
  }),
  result: Type.Object({ draft: Type.Union([draft, Type.Null()], { description: "What is kept now." }) }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 60 },
});
