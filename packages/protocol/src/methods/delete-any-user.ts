import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { userId } from "../model/scalars.ts";

export const deleteAnyUser = defineMethod({
  name: "admin.deleteUser",
  summary: "Deletes an account: who it was is erased, and it never comes back.",
  callers: ["admin"],
  kind: "write",
  params: Type.Object({ userId: userId() }),
  result: Type.Object({}),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 120, burst: 60 },
});
