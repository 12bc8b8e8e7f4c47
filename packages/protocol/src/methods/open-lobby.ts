import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { conversation } from "../model/conversation.ts";

export const openLobby = defineMethod({
  name: "conversation.openLobby",
  summary: "Comes into the one conversation of everybody, or finds it; clients do so when they start.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({}),
  result: Type.Object({ conversation }),
  errors: ["not_found"],
  rate: { perMinute: 30, burst: 10 },
});
