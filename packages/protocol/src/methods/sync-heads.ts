import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { head } from "../model/conversation.ts";
import { user } from "../model/user.ts";

export const syncHeads = defineMethod({
  name: "sync.heads",
  summary: "Heads of the conversations that changed since a cursor; without one, all.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    since: Type.Optional(Type.String({ maxLength: 64, description: "The `cursor` of the last answer." })),
  }),
  result: Type.Object({
    heads: Type.Array(head),
    users: Type.Array(user),
    cursor: Type.String(),
  }),
  errors: ["invalid_arguments"],
  rate: { perMinute: 300, burst: 100 },
});
