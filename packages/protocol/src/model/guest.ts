import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { signedIn } from "./user.ts";

/** What a guest has and is: whoever knows it is the guest. */
export const guestSecret = Type.String({
  minLength: 1,
  maxLength: limits.guestSecretCharsMax,
  description: "The secret of `guest.create`. Keep it like a password.",
});

export const newGuest = Type.Object({
  ...signedIn.properties,
  guestSecret: Type.String({
    description: "Signs this guest in again, on any device, with `guest.resume`. Told only here.",
  }),
});
export type NewGuest = Static<typeof newGuest>;
