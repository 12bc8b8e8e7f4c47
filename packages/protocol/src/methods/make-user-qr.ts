import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { userLink } from "../model/user-link.ts";

export const makeUserQr = defineMethod({
  name: "user.qr",
  summary: "The link that leads to the caller, and its QR code.",
  callers: ["user", "bot", "admin"],
  kind: "read",
  params: Type.Object({}),
  result: userLink,
  errors: [],
  rate: { perMinute: 60, burst: 30 },
});
