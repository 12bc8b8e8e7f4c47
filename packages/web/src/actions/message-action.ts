/**
 * Something a person can do with one message. Every way to reach it (hover bar, context menu, long press, keyboard)
 * shows the same list, `features/message/message-actions.ts`; adding an action is one file and one line there.
 */
import type { InboxItem, TimelineMessage } from "@parley/sdk";
import type { App } from "../app/app-context.ts";
import type { IconName } from "../ui/icon.tsx";

export interface MessageContext {
  readonly app: App;
  readonly message: TimelineMessage;
  readonly item: InboxItem | undefined;
  /** The present time, for actions that are possible for a while only. */
  readonly now: number;
}

/** Whether anything of the conversation may change for all (GRP-5). */
export function isLiving(item: InboxItem | undefined): boolean {
  return item?.conversation.status !== "dissolved";
}

export interface MessageAction {
  readonly id: string;
  readonly icon: IconName;
  readonly isDanger?: boolean;
  /** Others see it: not in a group that was dissolved, of which nothing changes any more. */
  readonly isSeenByOthers?: boolean;
  /** The key that does it to the focused message, in lower case. */
  readonly key?: string;
  label(): string;
  isAvailable(context: MessageContext): boolean;
  run(context: MessageContext): void | Promise<void>;
}
