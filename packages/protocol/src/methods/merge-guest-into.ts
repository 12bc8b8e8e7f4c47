import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { guestSecret } from "../model/guest.ts";
import { userId } from "../model/scalars.ts";

export const mergeGuestInto = defineMethod({
  name: "guest.mergeInto",
  summary:
    "Moves what a guest has (conversations, messages, contacts, whom it follows) into the caller's account; then the guest is deleted. Asked again it changes nothing.",
  callers: ["user", "admin"],
  kind: "write",
  params: Type.Object({ guestSecret }),
  result: Type.Object({ guestId: userId("Whom the guest was.") }),
  errors: ["credentials_invalid", "limit_reached"],
  rate: { perMinute: 10, burst: 10 },
});
