import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { complaint, complaintReason, complaintText } from "../model/complaint.ts";
import { conversationId, messageId } from "../model/scalars.ts";

export const reportMessage = defineMethod({
  name: "message.report",
  summary: "Complains about a message to the administrators: `complaint.create` for the message in hand.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    id: messageId("Which message."),
    reason: complaintReason,
    text: Type.Optional(complaintText),
  }),
  result: Type.Object({ complaint }),
  errors: ["not_found", "limit_reached"],
  rate: { perMinute: 10, burst: 5 },
});
