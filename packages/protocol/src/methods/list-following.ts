import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { count, limit, userId } from "../model/scalars.ts";
import { user } from "../model/user.ts";

export const listFollowing = defineMethod({
  name: "user.following",
  summary: "Whom the caller follows, by id.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    afterUserId: Type.Optional(userId("The `next` of the page before.")),
    limit: Type.Optional(limit(limits.followPageMax, limits.followPageDefault)),
  }),
  result: Type.Object({
    users: Type.Array(user),
    count: count("Of them all."),
    next: Type.Union([userId("For the next page."), Type.Null()], { description: "Null at the end." }),
  }),
  errors: [],
  rate: { perMinute: 300, burst: 100 },
});
