/** How much is unread in all conversations together (INB-9). Pure. */
import type { InboxItem } from "../api.ts";

export interface UnreadTotals {
  readonly unreadTotal: number;
  readonly quietUnreadTotal: number;
}

type Counted = Pick<InboxItem, "lastSeq" | "mentions" | "own" | "readSeq" | "unread">;

export function unreadTotals(items: readonly Counted[], now: number): UnreadTotals {
  let unreadTotal = 0;
  let quietUnreadTotal = 0;
  for (const item of items) {
    const isMarked = item.own.unreadMarkSeq !== undefined && item.own.unreadMarkSeq === item.readSeq;
    const count = item.unread > 0 ? item.unread : Number(isMarked);
    const told = toldCount(item, count, now);
    unreadTotal += told;
    quietUnreadTotal += count - told;
  }
  return { unreadTotal, quietUnreadTotal };
}

/** Of what is unread in a conversation that which its reader wants to be told of. */
function toldCount({ lastSeq, mentions, own }: Counted, count: number, now: number): number {
  const isMuted = own.mutedUntil !== undefined && own.mutedUntil > now;
  const isArchived = own.archivedSeq !== undefined && own.archivedSeq >= lastSeq;
  if (isMuted || isArchived || own.level === "none") return 0;
  return own.level === "mentions" ? Math.min(mentions, count) : count;
}

/** When the next mute ends, and so the totals change with nothing else; null where none will. */
export function nextMuteEnd(items: readonly Pick<InboxItem, "own">[], now: number): number | null {
  const ends = items.flatMap(({ own: { mutedUntil = 0 } }) => (mutedUntil > now ? [mutedUntil] : []));
  return ends.length === 0 ? null : Math.min(...ends);
}
