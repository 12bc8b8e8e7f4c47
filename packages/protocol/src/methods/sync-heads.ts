import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { head } from "../model/conversation.ts";
import { limit } from "../model/scalars.ts";
import { user } from "../model/user.ts";

export const syncHeads = defineMethod({
  name: "sync.heads",
  summary: "Heads of the conversations that changed since a cursor, in pages; without one, all.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    since: Type.Optional(Type.String({ maxLength: 64, description: "The `cursor` of the last answer." })),
    limit: Type.Optional(limit(limits.inboxPageMax, limits.inboxPageDefault)),
  }),
  result: Type.Object({
    heads: Type.Array(head),
    users: Type.Array(user),
    cursor: Type.String(),
    hasMore: Type.Boolean({ description: "Whether asking with the cursor at once answers the next page." }),
  }),
  errors: ["invalid_arguments"],
  rate: { perMinute: 300, burst: 100 },
});
