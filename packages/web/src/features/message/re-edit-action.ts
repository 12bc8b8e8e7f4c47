import type { MessageAction } from "../../actions/message-action.ts";
import { focusComposer } from "../../actions/shortcuts.ts";
import { text } from "../../i18n/language.ts";
import { recalledText } from "./recalled-texts.ts";

/** Puts a recalled text back into the message box, in front of what is there. */
export const reEditAction: MessageAction = {
  id: "re-edit",
  icon: "edit",
  label: () => text().message.reEdit,
  isAvailable: ({ message }) => message.state === "recalled" && recalledText(message.id) !== undefined,
  run: ({ app, message }) => {
    const draft = app.drafts().get(message.conversationId) ?? "";
    const recalled = recalledText(message.id) ?? "";
    app.client.setDraft(message.conversationId, draft === "" ? recalled : `${recalled}\n${draft}`);
    focusComposer();
  },
};
