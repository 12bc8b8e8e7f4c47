import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { contact } from "../model/contact.ts";
import { userId } from "../model/scalars.ts";

export const followUser = defineMethod({
  name: "user.follow",
  summary: "Follows somebody.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ userId: userId("Whom.") }),
  result: Type.Object({ contact }),
  errors: ["not_found", "not_accepted", "limit_reached"],
  rate: { perMinute: 120, burst: 60 },
});
