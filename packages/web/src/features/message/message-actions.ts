import { isLiving, type MessageAction, type MessageContext } from "../../actions/message-action.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import { copyAction } from "./copy-action.ts";
import { copyLinkAction } from "./copy-link-action.ts";
import {
  editsAction,
  forwardAction,
  reactionsAction,
  readersAction,
  reportAction,
} from "./dialog-actions.ts";
import { discardAction } from "./discard-action.ts";
import { editAction } from "./edit-action.ts";
import { hideAction } from "./hide-action.ts";
import { pinAction, unpinAction } from "./pin-action.ts";
import { reEditAction } from "./re-edit-action.ts";
import { reactAction } from "./react-action.ts";
import { recallAction } from "./recall-action.ts";
import { replyAction } from "./reply-action.ts";
import { retryAction } from "./retry-action.ts";
import { saveAction } from "./save-action.ts";
import { selectAction } from "./select-action.ts";

/** Everything that can be done with a message, in the order of the menu. */
const messageActions: readonly MessageAction[] = [
  retryAction,
  replyAction,
  reactAction,
  editAction,
  forwardAction,
  copyAction,
  copyLinkAction,
  pinAction,
  unpinAction,
  saveAction,
  selectAction,
  readersAction,
  reactionsAction,
  editsAction,
  reEditAction,
  reportAction,
  hideAction,
  recallAction,
  discardAction,
];

export function availableActions(context: MessageContext): MessageAction[] {
  return messageActions.filter((action) => isOffered(action, context));
}

function isOffered(action: MessageAction, context: MessageContext): boolean {
  if (action.isSeenByOthers === true && !isLiving(context.item)) return false;
  return action.isAvailable(context);
}

/** Does what a key means for the focused message; true where it means something. */
export function runByKey(event: KeyboardEvent, context: MessageContext): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  const action = messageActions.find(({ key }) => key === event.key.toLowerCase());
  if (action === undefined || !isOffered(action, context)) return false;
  event.preventDefault();
  void action.run(context);
  return true;
}

/** The same, as the items of a menu. */
export function messageMenu(context: MessageContext): MenuItem[] {
  return availableActions(context).map((action) => ({
    label: action.label(),
    icon: action.icon,
    isDanger: action.isDanger ?? false,
    run: () => void action.run(context),
  }));
}
