import { Type } from "typebox";
import { definePush } from "../define.ts";
import { sessionEndReason } from "../model/session.ts";

export const sessionEnded = definePush({
  name: "session.ended",
  kind: "connection",
  summary: "The session of this connection is over; the socket is closed with 4501 right after.",
  body: Type.Object({ reason: sessionEndReason }),
});
