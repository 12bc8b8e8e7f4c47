import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { conversation } from "../model/conversation.ts";
import { conversationNames } from "../model/directory.ts";
import { groupName } from "../model/group.ts";

export const joinGroup = defineMethod({
  name: "group.join",
  summary:
    "Comes into an open group, or asks to be let in where an admin decides; by its id, its number, or the name of a public one: exactly one of them.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    ...conversationNames,
    name: Type.Optional(groupName),
    message: Type.Optional(
      Type.String({ minLength: 1, maxLength: limits.requestMessageCharsMax, pattern: "\\S" }),
    ),
  }),
  result: Type.Union([
    Type.Object({ status: Type.Literal("joined"), conversation }),
    Type.Object({ status: Type.Literal("requested") }),
  ]),
  errors: ["not_found", "forbidden", "conflict", "limit_reached"],
  rate: { perMinute: 20, burst: 10 },
});
