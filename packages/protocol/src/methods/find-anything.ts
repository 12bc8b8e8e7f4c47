import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { conversation } from "../model/conversation.ts";
import { limit } from "../model/scalars.ts";
import { user } from "../model/user.ts";

export const findAnything = defineMethod({
  name: "search.find",
  summary: "Finds people and the caller's conversations by their names, for going there.",
  callers: ["user", "bot", "admin"],
  kind: "read",
  params: Type.Object({
    query: Type.String({ minLength: 1, maxLength: limits.searchQueryCharsMax, pattern: "\\S" }),
    limit: Type.Optional(limit(limits.searchResultsMax, 20)),
  }),
  result: Type.Object({
    users: Type.Array(user, { description: "The caller's contacts first." }),
    conversations: Type.Array(conversation, { description: "With a name; those with news first." }),
  }),
  errors: [],
  rate: { perMinute: 240, burst: 60 },
});
