import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";

export const deleteAccount = defineMethod({
  name: "account.delete",
  summary:
    "Deletes the caller's account: who it was is erased at once, and it never comes back. Messages are kept as a deleted user's, or erased, as the server is set.",
  callers: ["user", "admin"],
  kind: "write",
  params: Type.Object({
    password: Type.String({ minLength: 1, maxLength: limits.passwordCharsMax }),
  }),
  result: Type.Object({}),
  errors: ["credentials_invalid", "forbidden"],
  rate: { perMinute: 10, burst: 5 },
});
