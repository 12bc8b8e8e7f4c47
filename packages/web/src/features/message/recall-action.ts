import { limits } from "@parley/protocol/limits";
import type { MessageAction, MessageContext } from "../../actions/message-action.ts";
import { text } from "../../i18n/language.ts";
import { confirm } from "../../ui/confirm.ts";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";
import { keepRecalledText } from "./recalled-texts.ts";

/** What the server will say, MSG-20, as far as it can be known here; the server decides. */
function mayRecall({ app, message, item, now }: MessageContext): boolean {
  if (message.state !== "sent") return false;
  const isOfOwner = message.senderId === item?.conversation.ownerId;
  const isOver = app.group.isOwner() || (app.group.isAdmin() && !isOfOwner);
  return isOver || (message.isMine && now - message.sentAt < limits.recallWindowMs);
}

export const recallAction: MessageAction = {
  id: "recall",
  isSeenByOthers: true,
  icon: "recall",
  isDanger: true,
  label: () => text().message.recall,
  isAvailable: mayRecall,
  run: async ({ app, message }) => {
    const { recallQuestion, recallExplain, recall } = text().message;
    if (!(await confirm({ title: recallQuestion, explanation: recallExplain, action: recall }))) return;
    const written = message.content?.type === "text" ? message.content.text : "";
    try {
      await app.client.messages.recall({ conversationId: message.conversationId, id: message.id });
      if (message.isMine && written !== "") keepRecalledText(message.id, written);
    } catch (error) {
      showToast(errorText(error));
    }
  },
};
