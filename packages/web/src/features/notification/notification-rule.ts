/** Whether a line of the inbox that changed is told of, and with a sound. Pure. */
import type { InboxItem, Settings } from "@parley/sdk";
import { isMuted } from "../conversation/inbox-marks.ts";

/** What a conversation had when it was last looked at. */
export interface Told {
  readonly seq: number;
  readonly mentions: number;
}

export interface NotificationRules {
  readonly notification: NonNullable<Settings["notification"]>;
  readonly now: number;
  /** By the clock of the device, such as `22:30`. */
  readonly timeOfDay: string;
}

export type Notice = "none" | "silent" | "sounding";

/** From the first time to the second, over midnight where the second is earlier. */
export function isQuiet({ notification, timeOfDay }: NotificationRules): boolean {
  const { quietFrom, quietUntil } = notification;
  if (quietFrom === null || quietUntil === null) return false;
  return quietFrom <= quietUntil
    ? timeOfDay >= quietFrom && timeOfDay < quietUntil
    : timeOfDay >= quietFrom || timeOfDay < quietUntil;
}

function isNew({ lastMessage, unread }: InboxItem, told: Told): boolean {
  if (lastMessage?.seq == null || lastMessage.isMine || unread === 0) return false;
  return lastMessage.seq > told.seq && lastMessage.content !== null && lastMessage.content.type !== "notice";
}

export function noticeOf(item: InboxItem, told: Told, rules: NotificationRules): Notice {
  const { isEnabled, hasSound } = rules.notification;
  if (!isNew(item, told) || !isEnabled || isMuted(item, rules.now) || isQuiet(rules)) return "none";
  const { level } = item.own;
  if (level === "none" || (level === "mentions" && item.mentions <= told.mentions)) return "none";
  return hasSound && item.lastMessage?.isSilent !== true ? "sounding" : "silent";
}

/** A text that is still being written is told of when it is whole. */
export function isUnfinished({ lastMessage }: InboxItem): boolean {
  return lastMessage?.content?.type === "stream";
}
