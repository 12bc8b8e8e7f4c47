import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { sessionId } from "../model/device.ts";

export const signOutDevice = defineMethod({
  name: "device.signOut",
  summary: "Ends one session of the caller: its tokens and its sockets.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ sessionId: sessionId("Which session.") }),
  result: Type.Object({}),
  errors: ["not_found"],
  rate: { perMinute: 60, burst: 30 },
});
