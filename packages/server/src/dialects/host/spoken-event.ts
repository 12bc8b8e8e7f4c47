/** Events as contracts have words for them: what no contract tells apart from a message is one (DIA-22, DIA-23). Pure. */
import type { EventFrame } from "@parley/protocol";
import { derivedId } from "../derived-id.ts";

type Sent = Extract<EventFrame, { ev: "message.sent" }>;
type Edited = Extract<EventFrame, { ev: "message.edited" }>;

export function spokenEvent(frame: EventFrame): EventFrame {
  switch (frame.ev) {
    case "message.sent":
      // Nothing is said of what is still being written.
      return frame.content?.type === "stream" ? { ...frame, content: null } : frame;
    case "message.finished": {
      const { actorId, at, ...said } = frame;
      return { ...said, ev: "message.sent", senderId: actorId, sentAt: at };
    }
    case "message.edited":
      return editAsSent(frame);
    default:
      return frame;
  }
}

/** Beside the message itself, which clients go on showing as it was: with an id of its own. */
function editAsSent({ actorId, at, content, ...edited }: Edited): Sent {
  return {
    ...edited,
    ev: "message.sent",
    id: derivedId(`edit ${edited.conversationId} ${edited.rev}`),
    senderId: actorId,
    sentAt: at,
    content: content === null ? null : { type: "text", text: `[已编辑] ${content.text}` },
  };
}
