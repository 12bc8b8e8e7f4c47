import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { conversationNames, groupCard } from "../model/directory.ts";
import { groupName } from "../model/group.ts";

export const previewGroup = defineMethod({
  name: "group.preview",
  summary:
    "The card of a group one could join: by its id, its number, or the name of a public one; exactly one of them.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({ ...conversationNames, name: Type.Optional(groupName) }),
  result: Type.Object({ group: groupCard }),
  errors: ["not_found", "conflict"],
  rate: { perMinute: 60, burst: 30 },
});
