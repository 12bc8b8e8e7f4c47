import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { content } from "../model/content.ts";
import { requestedExtras } from "../model/message-extras.ts";
import { conversationId, messageId, rev, seq, time } from "../model/scalars.ts";

export const sendMessage = defineMethod({
  name: "message.send",
  summary:
    "Sends a message. The same id again answers the first result; with other content it is a conflict.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ conversationId: conversationId(), id: messageId(), content, ...requestedExtras }),
  result: Type.Object({ rev: rev(), seq: seq(), sentAt: time("When the server took it.") }),
  errors: ["not_found", "forbidden", "not_accepted", "conflict", "payload_too_large", "limit_reached"],
  rate: { perMinute: 3000, burst: 600 },
});
