import type { Head, User } from "@parley/protocol";
import type { InboxItem, InboxView, TimelineMessage } from "../api.ts";
import type { OutboxQueue } from "../outbox/outbox-queue.ts";
import type { OutboxEntry } from "../outbox/outbox-state.ts";
import type { Platform, Timer } from "../platform/platform.ts";
import { DerivedCell } from "../state/cell.ts";
import { isListed, nothingKept } from "../state/own-marks.ts";
import type { ShownMessages } from "../state/timeline-message.ts";
import type { Users } from "../state/users.ts";
import type { Conversations } from "../sync/conversations.ts";
import { nextMuteEnd, unreadTotals } from "./unread-totals.ts";

export interface InboxSources {
  readonly conversations: Conversations;
  readonly users: Users;
  readonly outbox: OutboxQueue;
  readonly shown: ShownMessages;
  readonly isLoaded: () => boolean;
  /** The user's own name for somebody. */
  readonly remarkOf: (userId: number) => string | null;
  readonly platform: Pick<Platform, "now" | "setTimer" | "clearTimer">;
}

/** What a timer can wait for at most; after it the view only looks again. */
const waitMsMax = 86_400_000;
const emptyInbox: InboxView = { items: [], unreadTotal: 0, quietUnreadTotal: 0, isLoaded: false };

/** The inbox as it is shown: lines that did not change stay the same objects. `stop` ends its waiting for mutes to end. */
export function inboxView(sources: InboxSources): {
  readonly view: DerivedCell<InboxView>;
  readonly stop: () => void;
} {
  const { conversations, users, outbox, platform, shown } = sources;
  let timer: Timer;
  const stop = () => platform.clearTimer(timer);
  const view = new DerivedCell<InboxView>(emptyInbox, (previous) => {
    const pending = newestPending(sources);
    const before = new Map(previous.items.map((item) => [item.conversation.id, item]));
    const heads = conversations.heads().filter((head) => head.conversation.kind !== "feed" && isListed(head));
    const items = heads.map((head) => {
      const { id } = head.conversation;
      const entry = pending.get(id);
      const last =
        entry !== undefined && !isBehind(entry, head)
          ? shown.ofEntry(entry, conversations.selfId)
          : head.lastMessage === null || head.lastMessage.isHidden === true
            ? null
            : shown.ofMessage(id, head.lastMessage, conversations.selfId);
      const peer = head.peerId === null ? null : users.get(head.peerId);
      const item = toItem(head, peer, peer === null ? null : sources.remarkOf(peer.id), last);
      const old = before.get(id);
      return old !== undefined && isSame(old, item) ? old : item;
    });
    // What is on its way counts as activity already.
    if (outbox.entries.get().length > 0) items.sort(byActivity);
    const now = platform.now();
    const muteEndsAt = nextMuteEnd(items, now);
    stop();
    if (muteEndsAt !== null) {
      timer = platform.setTimer(() => view.invalidate(), Math.min(muteEndsAt - now, waitMsMax));
    }
    return { items, ...unreadTotals(items, now), isLoaded: sources.isLoaded() };
  });
  return { view, stop };
}

/** Pinned ones first, as in the list of the server. */
function byActivity(one: InboxItem, other: InboxItem): number {
  const pinned = Number(other.own.pinnedAt !== undefined) - Number(one.own.pinnedAt !== undefined);
  return pinned || other.lastActiveAt - one.lastActiveAt;
}

function newestPending({ outbox }: InboxSources): Map<number, OutboxEntry> {
  return new Map(outbox.entries.get().map((entry) => [entry.conversationId, entry]));
}

/** It failed, and something was said since. */
function isBehind({ state, failedAfterSeq }: OutboxEntry, { lastSeq }: Head): boolean {
  return state === "failed" && failedAfterSeq !== undefined && failedAfterSeq < lastSeq;
}

function toItem(
  head: Head,
  peer: User | null,
  remark: string | null,
  lastMessage: TimelineMessage | null,
): InboxItem {
  const { conversation, lastSeq, readSeq, unread, status, mentions = 0, own = nothingKept } = head;
  const sentAt = lastMessage !== null && lastMessage.seq === null ? lastMessage.sentAt : 0;
  return {
    conversation,
    title: conversation.name ?? remark ?? peer?.nickname ?? "",
    avatar: conversation.avatar ?? peer?.avatar ?? null,
    peer,
    lastMessage,
    lastActiveAt: Math.max(head.lastActiveAt, sentAt),
    lastSeq,
    readSeq,
    unread,
    status,
    mentions,
    own,
    draft: head.draft ?? null,
  };
}

function isSame(left: InboxItem, right: InboxItem): boolean {
  return (Object.keys(right) as (keyof InboxItem)[]).every((key) => Object.is(left[key], right[key]));
}
