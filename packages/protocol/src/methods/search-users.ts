import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { limit } from "../model/scalars.ts";
import { user } from "../model/user.ts";

export const searchUsers = defineMethod({
  name: "user.search",
  summary: "Finds people by id, username or nickname; never oneself, never guests.",
  callers: ["user", "bot", "admin"],
  kind: "read",
  params: Type.Object({
    query: Type.String({ minLength: 1, maxLength: limits.searchQueryCharsMax, pattern: "\\S" }),
    limit: Type.Optional(limit(limits.searchResultsMax, 20)),
  }),
  result: Type.Object({ users: Type.Array(user) }),
  errors: [],
  rate: { perMinute: 60, burst: 30 },
});
