import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { conversation } from "../model/conversation.ts";

export const acceptInvite = defineMethod({
  name: "invite.accept",
  summary: "Comes into a group by the code of an invitation.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    code: Type.String({
      minLength: 1,
      maxLength: limits.inviteCodeCharsMax,
      description: "What follows `/g/`.",
    }),
  }),
  result: Type.Object({ conversation }),
  errors: ["not_found", "forbidden", "limit_reached"],
  rate: { perMinute: 20, burst: 10 },
});
