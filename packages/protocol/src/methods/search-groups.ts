import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { conversationCategory, groupCard } from "../model/directory.ts";
import { limit } from "../model/scalars.ts";

const cursor = Type.String({ maxLength: limits.directoryCursorCharsMax });

export const searchGroups = defineMethod({
  name: "group.search",
  summary:
    "Public groups: those with a name like this, the best matches first, or all of them, the newest first.",
  callers: ["user", "bot", "admin"],
  kind: "read",
  params: Type.Object({
    query: Type.Optional(
      Type.String({ minLength: 1, maxLength: limits.searchQueryCharsMax, pattern: "\\S" }),
    ),
    category: Type.Optional(conversationCategory),
    cursor: Type.Optional(cursor),
    limit: Type.Optional(limit(limits.directoryPageMax, limits.directoryPageDefault)),
  }),
  result: Type.Object({
    groups: Type.Array(groupCard),
    cursor: Type.Union([cursor, Type.Null()], {
      description: "Asks for what comes after; null: nothing does.",
    }),
  }),
  errors: [],
  rate: { perMinute: 60, burst: 30 },
});
