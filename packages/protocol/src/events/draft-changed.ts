import { Type } from "typebox";
import { definePush } from "../define.ts";
import { draft } from "../model/inbox.ts";
import { conversationId, seq } from "../model/scalars.ts";

export const draftChanged = definePush({
  name: "draft.changed",
  kind: "signal",
  summary: "A draft of the user was kept or removed, for the user's own devices.",
  body: Type.Object({
    conversationId: conversationId(),
    lastSeq: seq("The newest message as of it: one of the user's own after it ends the draft."),
    draft: Type.Union([draft, Type.Null()]),
  }),
});
