import { limits } from "@parley/protocol/limits";
import type { TimelineMessage } from "@parley/sdk";
import type { MessageAction } from "../../actions/message-action.ts";
import { focusComposer } from "../../actions/shortcuts.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { changeComposer } from "./composer-state.ts";
import { editableText } from "./editable-text.ts";

/** What the server will say, MSG-40 and MSG-46, as far as it can be known here. */
export function mayEdit(message: TimelineMessage, now: number): boolean {
  const isOwn = message.isMine && message.state === "sent" && message.forwarded === undefined;
  return isOwn && editableText(message.content) !== null && now - message.sentAt < limits.editWindowMs;
}

/** Puts the text into the message box; what was being written there comes back afterwards. */
export function beginEdit(message: TimelineMessage): void {
  const editable = editableText(message.content);
  if (editable === null) return;
  changeComposer(message.conversationId, { edited: message, replyTo: null, editText: editable.text });
  focusComposer();
}

export const editAction: MessageAction = {
  id: "edit",
  isSeenByOthers: true,
  key: "e",
  icon: "edit",
  label: () => talkText().edit,
  isAvailable: ({ message, now }) => mayEdit(message, now),
  run: ({ message }) => beginEdit(message),
};
