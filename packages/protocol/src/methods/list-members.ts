import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { member } from "../model/conversation.ts";
import { conversationId, limit } from "../model/scalars.ts";
import { user } from "../model/user.ts";

export const listMembers = defineMethod({
  name: "member.list",
  summary:
    "Members of a conversation with their profiles, by user id, in pages; all, or those whose names are searched for.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    conversationId: conversationId(),
    query: Type.Optional(
      Type.String({ minLength: 1, maxLength: limits.searchQueryCharsMax, pattern: "\\S" }),
    ),
    afterUserId: Type.Optional(Type.Integer({ minimum: 0 })),
    limit: Type.Optional(limit(limits.memberPageMax, limits.memberPageDefault)),
  }),
  result: Type.Object({ members: Type.Array(member), users: Type.Array(user), hasMore: Type.Boolean() }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 120, burst: 60 },
});
