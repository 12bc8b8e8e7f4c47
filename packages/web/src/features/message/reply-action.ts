import type { MessageAction } from "../../actions/message-action.ts";
import { focusComposer } from "../../actions/shortcuts.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { changeComposer } from "./composer-state.ts";

export const replyAction: MessageAction = {
  id: "reply",
  isSeenByOthers: true,
  key: "r",
  icon: "reply",
  label: () => talkText().reply,
  isAvailable: ({ message }) => message.state === "sent" && message.content !== null,
  run: ({ message }) => {
    changeComposer(message.conversationId, { replyTo: message, edited: null });
    focusComposer();
  },
};
