import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { limit } from "../model/scalars.ts";
import { scheduledMessage } from "../model/scheduled-message.ts";

export const listScheduledMessages = defineMethod({
  name: "message.listScheduled",
  summary: "The caller's messages that wait to be sent or could not be, those to be sent first first.",
  callers: ["user", "bot", "admin"],
  kind: "read",
  params: Type.Object({
    after: Type.Optional(
      Type.String({ maxLength: limits.scheduleCursorCharsMax, description: "`next` of the page before." }),
    ),
    limit: Type.Optional(limit(limits.scheduledMessagesMax, limits.scheduledMessagesMax)),
  }),
  result: Type.Object({
    scheduled: Type.Array(scheduledMessage),
    next: Type.Union([Type.String(), Type.Null()], {
      description: "Where the next page begins; null at the end.",
    }),
  }),
  errors: [],
  rate: { perMinute: 120, burst: 60 },
});
