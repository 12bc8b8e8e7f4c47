import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { head } from "../model/conversation.ts";
import { folderId } from "../model/inbox.ts";
import { limit } from "../model/scalars.ts";
import { user } from "../model/user.ts";

export const listInbox = defineMethod({
  name: "inbox.list",
  summary:
    "The caller's conversations, pinned ones first, then the most recently active, with heads, unread counts and the people in the lines.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    before: Type.Optional(Type.String({ maxLength: 64, description: "The `next` of the page before." })),
    limit: Type.Optional(limit(limits.inboxPageMax, limits.inboxPageDefault)),
    filter: Type.Optional(
      Type.Union(
        [Type.Literal("active"), Type.Literal("archived"), Type.Literal("unread"), Type.Literal("mentions")],
        { description: "Only these; `active` is what is not archived." },
      ),
    ),
    folderId: Type.Optional(folderId("Only those in this folder.")),
  }),
  result: Type.Object({
    heads: Type.Array(head),
    users: Type.Array(user),
    cursor: Type.String({ description: "For `sync.heads`: everything after this page was read." }),
    next: Type.Union([Type.String(), Type.Null()], { description: "For the next page; null at the end." }),
  }),
  errors: [],
  rate: { perMinute: 300, burst: 100 },
});
