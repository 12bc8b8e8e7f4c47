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
  const ofUsers = Map.groupBy(events, ({ userId }) => userId);
  for (const [userId, ofUser] of [...ofUsers].toSorted(([left], [right]) => left - right)) {
    const conversationId = await openFeed(tx, at, userId);
    if (conversationId === null) continue;
    const toAppend = ofUser.map((event) => newEvent(conversationId, at, event));
    const [only] = toAppend;
    if (toAppend.length === 1 && only !== undefined) await tx.log.append(only);
    else await tx.log.appendEach(conversationId, toAppend);
  }
}

/** Where it is in the log; null when there is no such user. */
export async function appendFeedEvent(
  tx: Transaction,
  at: number,
  event: FeedEvent,
): Promise<{ conversationId: number; rev: number } | null> {
  const conversationId = await openFeed(tx, at, event.userId);
  if (conversationId === null) return null;
  const { rev } = await tx.log.append(newEvent(conversationId, at, event));
  return { conversationId, rev };
}

function newEvent(conversationId: number, at: number, { name, actorId, body }: FeedEvent): NewEvent {
  return { conversationId, name, actorId, at, body: JSON.stringify(body) };
}

async function openFeed(tx: Transaction, at: number, userId: number): Promise<number | null> {
  const feed = await tx.feeds.open(userId, at);
  if (feed === null) return null;
  const { conversationId } = feed;
  if (feed.isNew) {
    // Muted: reads, and cannot write in it (FEED-2).
    const member = { userId, role: "member", status: "muted" } as const;
    await openConversation(tx, conversationId, [member], userId, at);
  }
  return conversationId;
}
