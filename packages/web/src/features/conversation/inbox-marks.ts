/** What the user keeps of a conversation, as the inbox shows it. Pure. */
import type { InboxItem } from "@parley/sdk";

export type InboxFilter = "all" | "unread" | "groups" | "archived" | number;

export function isMuted({ own }: InboxItem, now: number): boolean {
  return own.mutedUntil !== undefined && own.mutedUntil > now;
}

/** Archived until something new comes; of a muted one, until it is taken out again. */
export function isArchived(item: InboxItem, now: number): boolean {
  const { archivedSeq } = item.own;
  return archivedSeq !== undefined && (archivedSeq >= item.lastSeq || isMuted(item, now));
}

export function isMarkedUnread({ own, readSeq }: InboxItem): boolean {
  return own.unreadMarkSeq !== undefined && own.unreadMarkSeq === readSeq;
}

/** `filter`: a number is a folder. */
export function isShownIn(item: InboxItem, filter: InboxFilter, now: number): boolean {
  if (filter === "archived") return isArchived(item, now);
  if (typeof filter === "number") return item.own.folderIds?.includes(filter) === true;
  if (isArchived(item, now)) return false;
  if (filter === "unread") return item.unread > 0 || isMarkedUnread(item);
  return filter === "all" || item.conversation.kind === "group";
}
