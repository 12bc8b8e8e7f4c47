import { Type } from "typebox";
import { definePush } from "../define.ts";
import { user } from "../model/user.ts";

export const userChanged = definePush({
  name: "user.changed",
  kind: "signal",
  summary: "Somebody one is in touch with has another name or picture.",
  body: Type.Object({ user }),
});
