import type { MessageAction } from "../../actions/message-action.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { maySelect, select } from "../selection/selection.ts";

export const selectAction: MessageAction = {
  id: "select",
  icon: "select",
  label: () => talkText().select,
  isAvailable: ({ message }) => maySelect(message),
  run: ({ message }) => select([message]),
};
