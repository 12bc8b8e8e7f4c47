import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { conversation } from "../model/conversation.ts";
import { conversationCategory, conversationNumber } from "../model/directory.ts";
import { groupDescription } from "../model/group.ts";
import { avatar } from "../model/profile.ts";
import { userId } from "../model/scalars.ts";

export const createGroup = defineMethod({
  name: "group.create",
  summary: "Opens a group; the caller is its owner. Without a name it is named after its members.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    name: Type.Optional(Type.String({ minLength: 1, maxLength: limits.groupNameCharsMax, pattern: "\\S" })),
    avatar: Type.Optional(avatar),
    description: Type.Optional(groupDescription),
    number: Type.Optional(conversationNumber),
    category: Type.Optional(conversationCategory),
    memberIds: Type.Array(userId(), { maxItems: limits.groupCreateMembersMax }),
  }),
  result: Type.Object({ conversation }),
  errors: ["not_found", "not_accepted", "conflict"],
  rate: { perMinute: 30, burst: 20 },
});
