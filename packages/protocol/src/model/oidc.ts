import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { time } from "./scalars.ts";

export const redirectUri = Type.String({
  minLength: 1,
  maxLength: limits.redirectUriCharsMax,
  description:
    "The page the provider sends the browser back to, as registered there: at an origin of `allowedOrigins`, or on this machine.",
});

/** A way to the provider that was begun. */
export const oidcRequest = Type.Object({
  url: Type.String({ description: "Where to send the browser." }),
  state: Type.String({ description: "Comes back with the browser; must be the same." }),
  secret: Type.String({
    description: "Never leaves the client that began: without it nobody completes what it began.",
  }),
  expiresAt: time("Until when it can be completed."),
});

/** What completes it. */
export const oidcAnswer = {
  state: Type.String({ minLength: 1, maxLength: limits.signInSecretCharsMax }),
  secret: Type.String({ minLength: 1, maxLength: limits.signInSecretCharsMax }),
  code: Type.String({
    minLength: 1,
    maxLength: limits.oidcCodeCharsMax,
    description: "The `code` the browser brought back.",
  }),
  issuer: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: limits.redirectUriCharsMax,
      description: "The `iss` the browser brought back, if it did.",
    }),
  ),
};

/** Somebody at a provider who signs in as the user. */
export const oidcIdentity = Type.Object({
  issuer: Type.String({ description: "Who vouches for it." }),
  subject: Type.String({ description: "Who it is there." }),
  linkedAt: time("Since when it signs in."),
});
export type OidcIdentity = Static<typeof oidcIdentity>;
