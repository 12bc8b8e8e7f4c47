import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { recordingKind } from "../model/recording-kind.ts";
import { conversationId } from "../model/scalars.ts";

export const signalRecording = defineMethod({
  name: "signal.recording",
  summary: "Tells the others of a conversation that the caller is recording; lossy.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({ conversationId: conversationId(), kind: recordingKind }),
  result: Type.Object({}),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 30 },
});
