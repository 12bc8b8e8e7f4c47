import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { joinRequest } from "../model/invite.ts";
import { conversationId, limit } from "../model/scalars.ts";
import { user } from "../model/user.ts";

export const listJoinRequests = defineMethod({
  name: "group.requests.list",
  summary: "Who asks to be let into a group, by user id, in pages; its owner and admins see them.",
  callers: ["user", "bot", "admin"],
  kind: "read",
  params: Type.Object({
    conversationId: conversationId(),
    afterUserId: Type.Optional(Type.Integer({ minimum: 0 })),
    limit: Type.Optional(limit(limits.memberPageMax, limits.memberPageDefault)),
  }),
  result: Type.Object({
    requests: Type.Array(joinRequest),
    users: Type.Array(user),
    hasMore: Type.Boolean(),
  }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
