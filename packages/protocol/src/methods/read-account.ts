import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { languageTag } from "../model/language.ts";
import { user } from "../model/user.ts";

export const readAccount = defineMethod({
  name: "account.me",
  summary: "The signed-in user.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({}),
  result: Type.Object({ user, language: Type.Optional(languageTag) }),
  errors: ["not_found"],
  rate: { perMinute: 600, burst: 200 },
});
