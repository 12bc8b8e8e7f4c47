import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";

export const logOut = defineMethod({
  name: "account.logout",
  summary: "Ends this session: its tokens and its sockets.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({}),
  result: Type.Object({}),
  errors: [],
  rate: { perMinute: 30, burst: 10 },
});
