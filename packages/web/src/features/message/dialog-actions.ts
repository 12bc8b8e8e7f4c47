/** What is done with a message in a dialog of its own. */
import { limits } from "@parley/protocol/limits";
import type { MessageAction } from "../../actions/message-action.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { openMessageDialog } from "./message-dialogs.ts";

export const reactionsAction: MessageAction = {
  id: "reactions",
  icon: "smile",
  label: () => talkText().whoReacted,
  isAvailable: ({ message }) => (message.reactions?.length ?? 0) > 0,
  run: ({ message }) => openMessageDialog("reactions", message),
};

/** What it said before is for its author and those who administer the group (MSG-41). */
export const editsAction: MessageAction = {
  id: "edits",
  icon: "clock",
  label: () => talkText().edits,
  isAvailable: ({ app, message }) =>
    message.editedAt !== undefined && !app.isGuest() && (message.isMine || app.group.isAdmin()),
  run: ({ message }) => openMessageDialog("edits", message),
};

export const reportAction: MessageAction = {
  id: "report",
  icon: "flag",
  label: () => talkText().report,
  isAvailable: ({ message }) => message.state === "sent" && !message.isMine && message.senderId !== 0,
  run: ({ message }) => openMessageDialog("report", message),
};

export const forwardAction: MessageAction = {
  id: "forward",
  key: "f",
  icon: "forward",
  label: () => talkText().forward,
  isAvailable: ({ message }) => message.state === "sent" && message.content !== null,
  run: ({ message }) => openMessageDialog("forward", message),
};

/** In a group; between two people the ticks say it. */
export const readersAction: MessageAction = {
  id: "readers",
  icon: "check-double",
  label: () => talkText().readers,
  isAvailable: ({ message, item }) =>
    message.isMine &&
    message.state === "sent" &&
    item?.conversation.kind === "group" &&
    item.conversation.memberCount <= limits.receiptMembersMax,
  run: ({ message }) => openMessageDialog("readers", message),
};
