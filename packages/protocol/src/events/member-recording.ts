import { Type } from "typebox";
import { definePush } from "../define.ts";
import { recordingKind } from "../model/recording-kind.ts";
import { conversationId, userId } from "../model/scalars.ts";

export const memberRecording = definePush({
  name: "member.recording",
  kind: "signal",
  summary: "Somebody is recording. Forget it after 6 seconds.",
  body: Type.Object({ conversationId: conversationId(), userId: userId(), kind: recordingKind }),
});
