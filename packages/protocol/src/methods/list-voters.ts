import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { pollOption } from "../model/contents/poll-content.ts";
import { conversationId, limit, messageId, userId } from "../model/scalars.ts";

export const listVoters = defineMethod({
  name: "poll.listVoters",
  summary: "Who chose an option of a poll that is not anonymous, by number.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    conversationId: conversationId(),
    id: messageId("Which message."),
    option: pollOption,
    after: Type.Optional(userId("Only those after this user.")),
    limit: Type.Optional(limit(limits.memberPageMax, limits.memberPageDefault)),
  }),
  result: Type.Object({ userIds: Type.Array(userId()) }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 300, burst: 60 },
});
