import type { MessageAction } from "../../actions/message-action.ts";
import { text } from "../../i18n/language.ts";
import { writeClipboard } from "../../platform/clipboard.ts";
import { showToast } from "../../ui/toast.tsx";
import { contentWords } from "./content-words.ts";

export const copyAction: MessageAction = {
  id: "copy",
  icon: "copy",
  label: () => text().message.copy,
  isAvailable: ({ message }) => message.content !== null,
  run: async ({ message }) => {
    if (message.content !== null && (await writeClipboard(contentWords(message.content))))
      showToast(text().common.copied);
  },
};
