import { Type } from "typebox";
import { definePush } from "../define.ts";
import { sessionEndReason } from "../model/session.ts";

/** Whoever ended it: another device in its place, a new password, an administrator, the device itself. */
export const forceLogout = definePush({
  name: "forceLogout",
  kind: "connection",
  summary: "The session of this connection is over; the socket is closed with 4501 right after.",
  body: Type.Object({ reason: sessionEndReason }),
});
