/** Tells users something that concerns them alone: an event in each one's feed, with all of their devices following it. */
import { openConversation } from "../conversation/open-conversation.ts";
import type { Transaction } from "../ports/store.ts";
import type { NewEvent } from "../ports/store-log.ts";

export interface FeedEvent {
  /** Whose feed. */
  readonly userId: number;
  readonly name: NewEvent["name"];
  /** Who caused it; 0 is the system. */
  readonly actorId: number;
  /** The event's own fields. */
  readonly body: object;
}

/** Several at once in one call, because feeds are locked in the order of user ids; one user's keep their order. */
export async function appendFeedEvents(
  tx: Transaction,
  at: number,
  events: readonly FeedEvent[],
): Promise<void> {
  for (const event of events.toSorted((left, right) => left.userId - right.userId)) {
    await appendFeedEvent(tx, at, event);
  }
}

/** Where it is in the log; null when there is no such user. */
export async function appendFeedEvent(
  tx: Transaction,
  at: number,
  { userId, name, actorId, body }: FeedEvent,
): Promise<{ conversationId: number; rev: number } | null> {
  const feed = await tx.feeds.open(userId, at);
  if (feed === null) return null;
  const { conversationId } = feed;
  if (feed.isNew) {
    // Muted: reads, and cannot write in it (FEED-2).
    const member = { userId, role: "member", status: "muted" } as const;
    await openConversation(tx, conversationId, [member], userId, at);
  }
  const { rev } = await tx.log.append({ conversationId, name, actorId, at, body: JSON.stringify(body) });
  return { conversationId, rev };
}
