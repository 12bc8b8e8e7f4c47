import type { MessageAction } from "../../actions/message-action.ts";
import { text } from "../../i18n/language.ts";

export const retryAction: MessageAction = {
  id: "retry",
  icon: "retry",
  label: () => text().message.retry,
  isAvailable: ({ message }) => message.state === "failed",
  run: ({ app, message }) => app.client.outbox.retry(message.id),
};
