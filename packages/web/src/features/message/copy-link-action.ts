import type { MessageAction } from "../../actions/message-action.ts";
import { inboxRoute, pathOf } from "../../app/router.ts";
import { text } from "../../i18n/language.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { writeClipboard } from "../../platform/clipboard.ts";
import { showToast } from "../../ui/toast.tsx";

/** The address of a message, for people who are in the conversation (UX-9). */
export const copyLinkAction: MessageAction = {
  id: "copy-link",
  icon: "link",
  label: () => talkText().copyLink,
  isAvailable: ({ message }) => message.state === "sent" && message.seq !== null,
  run: async ({ message }) => {
    const address = location.origin + pathOf(inboxRoute(message.conversationId, null, message.seq));
    if (await writeClipboard(address)) showToast(text().common.copied);
  },
};
