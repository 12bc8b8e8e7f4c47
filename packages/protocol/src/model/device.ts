import { type Static, Type } from "typebox";
import { time, uuid } from "./scalars.ts";

export const sessionId = (description = "Session id.") => uuid(description);

/** One session of the caller: a device that is signed in. */
export const signedInDevice = Type.Object({
  sessionId: sessionId(),
  name: Type.Union([Type.String(), Type.Null()]),
  platform: Type.Union([Type.String(), Type.Null()]),
  address: Type.Union([Type.String(), Type.Null()], {
    description: "Where it was used last; 30 days later only the network is left of it.",
  }),
  signedInAt: time("When it signed in."),
  lastActiveAt: time("When it was active last, to within the life of an access token."),
  isCurrent: Type.Boolean({ description: "Whether this is the session that asks." }),
});
export type SignedInDevice = Static<typeof signedInDevice>;
