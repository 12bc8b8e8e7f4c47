import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { account, accountChanges } from "../model/profile.ts";

export const updateAccount = defineMethod({
  name: "account.update",
  summary: "Changes the given fields of the caller's account, and no others; null takes one away.",
  callers: everyUser,
  kind: "write",
  params: Type.Partial(Type.Object(accountChanges)),
  result: Type.Object({ account }),
  errors: ["conflict", "forbidden"],
  rate: { perMinute: 30, burst: 20 },
});
