import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { message } from "../model/message.ts";
import { conversationId, id, limit, time } from "../model/scalars.ts";

export const listSavedMessages = defineMethod({
  name: "message.listSaved",
  summary: "The caller's saved messages, those saved last first.",
  callers: ["user", "bot", "admin"],
  kind: "read",
  params: Type.Object({
    before: Type.Optional(id("`next` of the page before.")),
    limit: Type.Optional(limit(limits.savedPageMax, limits.savedPageDefault)),
  }),
  result: Type.Object({
    saved: Type.Array(
      Type.Object({ conversationId: conversationId(), savedAt: time("When it was saved."), message }),
      { description: "Perhaps fewer than asked for although there are more." },
    ),
    next: Type.Union([id("Where the next page begins."), Type.Null()], { description: "Null at the end." }),
  }),
  errors: [],
  rate: { perMinute: 300, burst: 60 },
});
