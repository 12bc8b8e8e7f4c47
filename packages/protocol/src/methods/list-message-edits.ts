import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { editableContent } from "../model/contents/edited-content.ts";
import { conversationId, messageId, time } from "../model/scalars.ts";

export const listMessageEdits = defineMethod({
  name: "message.listEdits",
  summary: "What an edited message said before, for its author and those who administer the group.",
  callers: ["user", "bot", "admin"],
  kind: "read",
  params: Type.Object({ conversationId: conversationId(), id: messageId("Which message.") }),
  result: Type.Object({
    edits: Type.Array(Type.Object({ content: editableContent, replacedAt: time("When it was replaced.") }), {
      description: "Oldest first; those after the first that fit a page, newest kept.",
    }),
  }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 120, burst: 60 },
});
