import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { conversation } from "../model/conversation.ts";
import { conversationId } from "../model/scalars.ts";

export const joinGroup = defineMethod({
  name: "group.join",
  summary: "Comes into an open group, or asks to be let in where an admin decides.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    message: Type.Optional(
      Type.String({ minLength: 1, maxLength: limits.requestMessageCharsMax, pattern: "\\S" }),
    ),
  }),
  result: Type.Union([
    Type.Object({ status: Type.Literal("joined"), conversation }),
    Type.Object({ status: Type.Literal("requested") }),
  ]),
  errors: ["not_found", "forbidden", "limit_reached"],
  rate: { perMinute: 20, burst: 10 },
});
