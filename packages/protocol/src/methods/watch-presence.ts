import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { userId } from "../model/scalars.ts";

export const watchPresence = defineMethod({
  name: "presence.watch",
  summary:
    "Replaces the list of people this connection watches, and answers who of them is online. Only people one shares a conversation with.",
  callers: everyUser,
  kind: "live",
  params: Type.Object({ userIds: Type.Array(userId(), { maxItems: limits.presenceWatchMax }) }),
  result: Type.Object({ online: Type.Array(userId("Who is online.")) }),
  errors: [],
  rate: { perMinute: 120, burst: 30 },
});
