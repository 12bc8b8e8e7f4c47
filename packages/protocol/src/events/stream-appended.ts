import { Type } from "typebox";
import { definePush } from "../define.ts";
import { streamPart, streamPosition } from "../methods/append-stream.ts";
import { conversationId, messageId } from "../model/scalars.ts";

export const streamAppended = definePush({
  name: "stream.appended",
  kind: "signal",
  summary: "More of a text that is being written. Who missed some asks `stream.get`.",
  body: Type.Object({
    conversationId: conversationId(),
    id: messageId("Which message."),
    position: streamPosition,
    text: streamPart,
  }),
});
