import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { message } from "../model/message.ts";
import { conversationId, id, limit, time, userId } from "../model/scalars.ts";

export const listPinnedMessages = defineMethod({
  name: "message.listPinned",
  summary: "The messages pinned in a conversation, those pinned last first.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    conversationId: conversationId(),
    before: Type.Optional(id("`next` of the page before.")),
    limit: Type.Optional(limit(limits.pinnedMessagesMax, limits.pinnedMessagesMax)),
  }),
  result: Type.Object({
    pinned: Type.Array(
      Type.Object({ message, pinnedAt: time("When it was pinned."), pinnedBy: userId("Who pinned it.") }),
      { description: "Perhaps fewer than asked for although there are more." },
    ),
    next: Type.Union([id("Where the next page begins."), Type.Null()], { description: "Null at the end." }),
  }),
  errors: ["not_found"],
  rate: { perMinute: 300, burst: 60 },
});
