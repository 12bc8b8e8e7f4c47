import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { conversation } from "../model/conversation.ts";

export const openNotes = defineMethod({
  name: "conversation.openNotes",
  summary: "Opens the caller's notes to oneself, or finds them.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({}),
  result: Type.Object({ conversation }),
  errors: [],
  rate: { perMinute: 30, burst: 10 },
});
