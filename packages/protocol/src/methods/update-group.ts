import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { group, groupChanges } from "../model/group.ts";
import { conversationId } from "../model/scalars.ts";

export const updateGroup = defineMethod({
  name: "group.update",
  summary: "Changes what a group is called, shows, says or allows; what is left out stays.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    ...Type.Partial(Type.Object(groupChanges)).properties,
  }),
  result: Type.Object({ group }),
  errors: ["not_found", "forbidden", "conflict"],
  rate: { perMinute: 60, burst: 30 },
});
