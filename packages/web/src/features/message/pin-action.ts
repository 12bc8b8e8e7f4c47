import type { MessageAction, MessageContext } from "../../actions/message-action.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";

/** Between two people both may; in a group those whom its rules let (MSG-45). */
function mayPin({ app, message, item }: MessageContext): boolean {
  if (message.state !== "sent" || app.isGuest()) return false;
  return item?.conversation.kind !== "group" || app.group.may("pin");
}

export const pinAction: MessageAction = {
  id: "pin",
  isSeenByOthers: true,
  icon: "pin",
  label: () => talkText().pin,
  isAvailable: (context) => mayPin(context) && context.message.pinnedAt === undefined,
  run: ({ app, message: { conversationId, id } }) =>
    app.client.messages.pin({ conversationId, id }).then(
      () => undefined,
      (error: unknown) => showToast(errorText(error)),
    ),
};

export const unpinAction: MessageAction = {
  id: "unpin",
  isSeenByOthers: true,
  icon: "pin",
  label: () => talkText().unpin,
  isAvailable: (context) => mayPin(context) && context.message.pinnedAt !== undefined,
  run: ({ app, message: { conversationId, id } }) =>
    app.client.messages.unpin({ conversationId, id }).then(
      () => undefined,
      (error: unknown) => showToast(errorText(error)),
    ),
};
