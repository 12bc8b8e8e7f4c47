import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { conversation } from "../model/conversation.ts";
import { userId } from "../model/scalars.ts";

export const openDirect = defineMethod({
  name: "conversation.openDirect",
  summary: "Opens the one conversation with another person, or finds it.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ userId: userId("The other person; not oneself.") }),
  result: Type.Object({ conversation }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 60 },
});
