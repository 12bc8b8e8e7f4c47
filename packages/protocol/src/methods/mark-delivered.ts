import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { deliveredPosition } from "../model/inbox.ts";

export const markDelivered = defineMethod({
  name: "inbox.markDelivered",
  summary:
    "Tells up to where messages have arrived at a device of the caller, for several conversations at once.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    positions: Type.Array(deliveredPosition, { minItems: 1, maxItems: limits.deliveredPositionsMax }),
  }),
  result: Type.Object({}),
  errors: [],
  rate: { perMinute: 60, burst: 30 },
});
