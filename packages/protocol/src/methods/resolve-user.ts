import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { user } from "../model/user.ts";

export const resolveUser = defineMethod({
  name: "user.resolve",
  summary: "Whom the code of a link leads to.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    code: Type.String({
      minLength: 1,
      maxLength: limits.linkCodeCharsMax,
      description: "What follows `/u/`.",
    }),
  }),
  result: Type.Object({ user }),
  errors: ["not_found"],
  rate: { perMinute: 30, burst: 20 },
});
