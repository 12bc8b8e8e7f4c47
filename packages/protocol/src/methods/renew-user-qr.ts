import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { userLink } from "../model/user-link.ts";

export const renewUserQr = defineMethod({
  name: "user.renewQr",
  summary: "Makes another link that leads to the caller; the one before leads nowhere from then on.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({}),
  result: userLink,
  errors: [],
  rate: { perMinute: 10, burst: 10 },
});
