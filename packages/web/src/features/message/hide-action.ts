import type { MessageAction } from "../../actions/message-action.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { confirm } from "../../ui/confirm.ts";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";

export const hideAction: MessageAction = {
  id: "hide",
  icon: "trash",
  isDanger: true,
  label: () => talkText().hide,
  isAvailable: ({ app, message }) => message.state === "sent" && !app.isGuest(),
  run: async ({ app, message: { conversationId, id } }) => {
    const { hideQuestion, hideExplain, hide } = talkText();
    if (!(await confirm({ title: hideQuestion, explanation: hideExplain, action: hide }))) return;
    try {
      await app.client.messages.hide({ conversationId, ids: [id] });
    } catch (error) {
      showToast(errorText(error));
    }
  },
};
