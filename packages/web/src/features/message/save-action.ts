import type { MessageAction } from "../../actions/message-action.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";

export const saveAction: MessageAction = {
  id: "save",
  icon: "bookmark",
  label: () => talkText().save,
  isAvailable: ({ app, message }) => message.state === "sent" && !app.isGuest(),
  run: async ({ app, message: { conversationId, id } }) => {
    try {
      await app.client.messages.save({ conversationId, id });
      showToast(talkText().saved);
    } catch (error) {
      showToast(errorText(error));
    }
  },
};
