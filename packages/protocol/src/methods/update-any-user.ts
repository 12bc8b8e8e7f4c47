import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { adminUser } from "../model/admin.ts";
import { email } from "../model/credentials.ts";
import { userId } from "../model/scalars.ts";
import { nickname, username } from "../model/user.ts";

export const updateAnyUser = defineMethod({
  name: "admin.updateUser",
  summary:
    "Changes what is given of an account: its names, picture, or e-mail address, which is not asked to prove itself.",
  callers: ["admin"],
  kind: "write",
  params: Type.Object({
    userId: userId(),
    username: Type.Optional(username),
    nickname: Type.Optional(nickname),
    avatar: Type.Optional(Type.Union([Type.String({ maxLength: limits.avatarCharsMax }), Type.Null()])),
    email: Type.Optional(email),
  }),
  result: Type.Object({ user: adminUser }),
  errors: ["not_found", "forbidden", "username_taken", "conflict"],
  rate: { perMinute: 120, burst: 60 },
});
