import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { guestSecret } from "../model/guest.ts";
import { device, signedIn } from "../model/user.ts";

export const resumeGuest = defineMethod({
  name: "guest.resume",
  summary: "Signs a guest in again, on any device that has its secret.",
  callers: "anyone",
  kind: "write",
  params: Type.Object({ guestSecret, device: Type.Optional(device) }),
  result: signedIn,
  errors: ["credentials_invalid"],
  rate: { perMinute: 30, burst: 20 },
});
