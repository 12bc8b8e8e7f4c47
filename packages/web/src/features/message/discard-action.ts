import type { MessageAction } from "../../actions/message-action.ts";
import { text } from "../../i18n/language.ts";

/** Only what was refused: a message that is still on its way may have arrived already. */
export const discardAction: MessageAction = {
  id: "discard",
  icon: "trash",
  isDanger: true,
  label: () => text().message.discard,
  isAvailable: ({ message }) => message.state === "failed",
  run: ({ app, message }) => app.client.outbox.discard(message.id),
};
