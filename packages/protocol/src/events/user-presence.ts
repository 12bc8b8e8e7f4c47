import { Type } from "typebox";
import { definePush } from "../define.ts";
import { userId } from "../model/scalars.ts";

export const userPresence = definePush({
  name: "user.presence",
  kind: "signal",
  summary: "A watched person came online or went offline.",
  body: Type.Object({ userId: userId(), online: Type.Boolean() }),
});
