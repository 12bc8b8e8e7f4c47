import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { conversationId, limit, rev } from "../model/scalars.ts";

export const syncRange = defineMethod({
  name: "sync.range",
  summary: "Events of a conversation after a number, in order, as they were pushed.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    conversationId: conversationId(),
    afterRev: rev("Only events after this one."),
    limit: Type.Optional(limit(limits.eventPageMax, limits.eventPageDefault)),
  }),
  result: Type.Object({
    events: Type.Array(
      Type.Object(
        { ev: Type.String(), conversationId: conversationId(), rev: rev() },
        { additionalProperties: true },
      ),
    ),
    lastRev: rev("Number of the newest event there is."),
  }),
  errors: ["not_found"],
  rate: { perMinute: 1200, burst: 300 },
});
