import { Type } from "typebox";
import { definePush } from "../define.ts";
import { complaint } from "../model/complaint.ts";
import { senderId } from "../model/message.ts";
import { conversationId, rev, time } from "../model/scalars.ts";

export const complaintChanged = definePush({
  name: "complaint.changed",
  kind: "event",
  summary:
    "A complaint of the user was made, answered, closed or withdrawn: the whole of it. In the user's feed.",
  body: Type.Object({
    conversationId: conversationId("The feed."),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    complaint,
  }),
});
