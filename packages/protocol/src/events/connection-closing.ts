import { Type } from "typebox";
import { definePush } from "../define.ts";
import { count } from "../model/scalars.ts";

export const connectionClosing = definePush({
  name: "connection.closing",
  kind: "connection",
  summary: "The socket is about to be closed; reconnect after the given time.",
  body: Type.Object({ code: Type.Integer(), reconnectAfterMs: count("Spread by the server.") }),
});
