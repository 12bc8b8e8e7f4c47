import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { message } from "../model/message.ts";
import { conversationId, limit, time, userId } from "../model/scalars.ts";

/** Part of a message's text, in UTF-16 units as JavaScript counts. */
const textRange = Type.Object({
  start: Type.Integer({ minimum: 0 }),
  end: Type.Integer({ minimum: 0, description: "Behind the last." }),
});

export const searchMessages = defineMethod({
  name: "message.search",
  summary: "Finds messages by their text in the conversations the caller is in, the newest first.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    query: Type.String({
      minLength: 1,
      maxLength: limits.searchQueryCharsMax,
      pattern: "\\S",
      description: "Parts between spaces, all of which the text has; letters stand for words that begin so.",
    }),
    conversationId: Type.Optional(conversationId("Only in this one.")),
    senderId: Type.Optional(userId("Only what this user wrote.")),
    after: Type.Optional(time("Only what was sent later.")),
    before: Type.Optional(time("Only what was sent earlier.")),
    kind: Type.Optional(
      Type.String({ minLength: 1, maxLength: 20, description: "Only contents of this `type`." }),
    ),
    limit: Type.Optional(limit(limits.messageSearchMax, limits.messageSearchDefault)),
    cursor: Type.Optional(
      Type.String({ maxLength: limits.searchCursorCharsMax, description: "The `next` of the page before." }),
    ),
  }),
  result: Type.Object({
    found: Type.Array(
      Type.Object({
        conversationId: conversationId(),
        message,
        highlights: Type.Array(textRange, {
          description: "Where in its text it has the parts of the query.",
        }),
        excerpt: Type.Object(textRange.properties, { description: "The part of its text around the first." }),
      }),
    ),
    next: Type.Union([Type.String(), Type.Null()], {
      description:
        "For what is older; null at the end. A page may have fewer than asked for, even none, before the end.",
    }),
  }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 30 },
});
