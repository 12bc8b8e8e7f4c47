import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { adminUser, assignableRole } from "../model/admin.ts";
import { nickname, password, username } from "../model/user.ts";

export const createAnyUser = defineMethod({
  name: "admin.createUser",
  summary:
    "Makes an account: a person (where no role is given), a bot or an administrator. Without a password nobody signs in to it until one is set; a bot needs none.",
  callers: ["admin"],
  kind: "write",
  params: Type.Object({
    username,
    password: Type.Optional(password),
    role: Type.Optional(assignableRole),
    nickname: Type.Optional(nickname),
  }),
  result: Type.Object({ user: adminUser }),
  errors: ["username_taken"],
  rate: { perMinute: 120, burst: 60 },
});
