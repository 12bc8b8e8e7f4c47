import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { conversationId, seq, userId } from "../model/scalars.ts";

export const listReaders = defineMethod({
  name: "message.listReaders",
  summary: "Who has read a message, and at whom it has arrived; in conversations of few members.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({ conversationId: conversationId(), seq: seq() }),
  result: Type.Object({
    readerIds: Type.Array(userId(), { description: "Members who have read it, the sender left out." }),
    deliveredIds: Type.Array(userId(), {
      description: "Members at whom it has arrived and who have not read it.",
    }),
  }),
  errors: ["not_found", "forbidden", "limit_reached"],
  rate: { perMinute: 120, burst: 60 },
});
