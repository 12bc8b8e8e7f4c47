import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { contact } from "../model/contact.ts";
import { userId } from "../model/scalars.ts";

export const unfollowUser = defineMethod({
  name: "user.unfollow",
  summary: "Follows somebody no longer.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ userId: userId("Whom.") }),
  result: Type.Object({ contact }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 60 },
});
