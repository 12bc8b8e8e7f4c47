import { Type } from "typebox";
import { limits } from "../limits.ts";
import { uuid } from "./scalars.ts";

export const signInRequestId = uuid("Id of the request: what the QR code shows.");

export const signInSecret = Type.String({
  minLength: 1,
  maxLength: limits.signInSecretCharsMax,
  description: "Stays with the device that asks, and is in no QR code.",
});
