import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { contact } from "../model/contact.ts";
import { profile } from "../model/profile.ts";
import { userId, uuid } from "../model/scalars.ts";

export const getUser = defineMethod({
  name: "user.get",
  summary:
    "The profile of one person, by exactly one of id, uuid and username, as far as the caller may see it.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    id: Type.Optional(userId()),
    uuid: Type.Optional(uuid("The `uuid` of the user.")),
    username: Type.Optional(Type.String({ minLength: 1, maxLength: limits.usernameCharsMax })),
  }),
  result: Type.Object({ profile, contact }),
  errors: ["not_found"],
  rate: { perMinute: 300, burst: 100 },
});
