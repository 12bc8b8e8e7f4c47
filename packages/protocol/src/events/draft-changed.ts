import { Type } from "typebox";
import { definePush } from "../define.ts";
import { draft } from "../model/inbox.ts";
import { conversationId } from "../model/scalars.ts";

export const draftChanged = definePush({
  name: "draft.changed",
  kind: "signal",
  summary: "A draft of the user was kept or removed, for the user's own devices.",
  body: Type.Object({
    conversationId: conversationId(),
    draft: Type.Union([draft, Type.Null()]),
  }),
});
