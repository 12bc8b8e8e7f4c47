import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { userId, uuid } from "./scalars.ts";
import { usernamePattern } from "./username-pattern.ts";

export const userRole = Type.Union([
  Type.Literal("user"),
  Type.Literal("guest"),
  Type.Literal("bot"),
  Type.Literal("admin"),
]);
export type UserRole = Static<typeof userRole>;

/** A user as others see it. */
export const user = Type.Object({
  id: userId(),
  uuid: uuid("Stable id for links."),
  username: Type.String(),
  nickname: Type.String(),
  avatar: Type.Union([Type.String(), Type.Null()]),
  role: userRole,
});
export type User = Static<typeof user>;

/** Letters, their marks and digits of any script, and underscore; compared without regard to case (NFKC). */
export const username = Type.String({
  minLength: limits.usernameCharsMin,
  maxLength: limits.usernameCharsMax,
  pattern: usernamePattern,
  description: "3-32 letters, digits or underscores of any script; combining marks, but not first.",
});

export const password = Type.String({
  minLength: limits.passwordCharsMin,
  maxLength: limits.passwordCharsMax,
  description: "8-128 characters.",
});

export const nickname = Type.String({ minLength: 1, maxLength: limits.nicknameCharsMax, pattern: "\\S" });

export const device = Type.Object({
  id: uuid("Made once by the installation. A hint for lists and statistics, never a credential."),
  name: Type.Optional(Type.String({ maxLength: limits.deviceNameCharsMax })),
  platform: Type.Optional(
    Type.Union([
      Type.Literal("web"),
      Type.Literal("ios"),
      Type.Literal("android"),
      Type.Literal("desktop"),
      Type.Literal("bot"),
      Type.Literal("other"),
    ]),
  ),
});
export type Device = Static<typeof device>;

/** What a successful registration, login or refresh answers. */
export const signedIn = Type.Object({
  user,
  accessToken: Type.String({ description: "JWT for `Authorization: Bearer` and `hello`. Short-lived." }),
  refreshToken: Type.String({ description: "For `account.refresh`, once: each refresh answers a new one." }),
  expiresAt: Type.Integer({ description: "When the access token ends, ms since 1970." }),
});
export type SignedIn = Static<typeof signedIn>;
