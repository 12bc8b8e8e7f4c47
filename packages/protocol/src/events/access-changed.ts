import { Type } from "typebox";
import { definePush } from "../define.ts";

export const accessChanged = definePush({
  name: "access.changed",
  kind: "signal",
  summary:
    "What lets somebody in to the user's account is another one: a device, an API key or the second factor came or went. Who shows them asks again.",
  body: Type.Object({}),
});
