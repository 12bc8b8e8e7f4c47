/**
 * Erases what deleted users left in logs, in short parts, for somebody may have written a million messages: their
 * messages, where the server is set so (ACC-43), and in the feeds of others what they were called (ACC-42).
 */
import type { Contact, ContactRequest, JoinRequest } from "@parley/protocol";
import { contactChanged, storedContact } from "../contact/keep-contact.ts";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import { eraseMessage } from "../message/erase-message.ts";
import type { Ports } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { Erasure } from "../ports/store-own-records.ts";

/** Events looked through, and messages erased, in one transaction: a few ms of the writer. */
const revsPerPart = 2_000;
const messagesPerPart = 100;
/** Events of a feed are read whole. */
const feedEventsPerPart = 200;

/** Erases a part of what is still to be erased; whether there was any. */
export async function eraseSomeTraces(tx: Transaction, ports: Ports): Promise<boolean> {
  const erasure = await tx.erasures.next();
  if (erasure === null) return false;
  const seenRev =
    erasure.kind === "feed" ? await eraseInFeed(tx, ports, erasure) : await eraseMessages(tx, ports, erasure);
  // What this itself appended comes after `lastRev`, and holds nothing of the user.
  if (seenRev >= erasure.lastRev) await tx.erasures.end(erasure);
  else await tx.erasures.advance(erasure, seenRev);
  return true;
}

async function eraseMessages(tx: Transaction, ports: Ports, erasure: Erasure): Promise<number> {
  const { userId, conversationId, afterRev, lastRev } = erasure;
  const uptoRev = Math.min(afterRev + revsPerPart, lastRev);
  const range = { conversationId, userId, afterRev, uptoRev, limit: messagesPerPart };
  const messages = (await tx.log.ownMessages(range)).map((text) => JSON.parse(text) as OwnMessage);
  for (const { id, seq, rev: messageRev, recalledAt } of messages) {
    if (recalledAt !== undefined) continue;
    const at = ports.clock.now();
    const body = JSON.stringify({ seq, id });
    const { rev } = await tx.log.append({
      conversationId,
      name: "message.recalled",
      actorId: userId,
      at,
      body,
    });
    await eraseMessage(tx, { conversationId, id, seq, rev: messageRev }, rev, at);
  }
  return messages.length < messagesPerPart ? uptoRev : (messages.at(-1)?.rev ?? uptoRev);
}

interface OwnMessage {
  readonly rev: number;
  readonly seq: number;
  readonly id: string;
  readonly recalledAt?: number;
}

/** Tells the feed's owner that the contact is gone, and rewrites what the feed said of the user before. */
async function eraseInFeed(tx: Transaction, ports: Ports, erasure: Erasure): Promise<number> {
  const { userId, conversationId, ownerId, afterRev } = erasure;
  if (ownerId === null) return erasure.lastRev;
  const contact = await storedContact(tx, ownerId, userId);
  if (afterRev === 0) await appendFeedEvents(tx, ports.clock.now(), [contactChanged(ownerId, 0, contact)]);
  const events = (await tx.log.range(conversationId, afterRev, feedEventsPerPart)).map(
    (text) => JSON.parse(text) as FeedEvent,
  );
  for (const event of events) {
    const body = bodyWithout(event, userId, contact);
    if (body !== null) await tx.log.replaceBody(conversationId, event.rev, JSON.stringify(body));
  }
  return events.at(-1)?.rev ?? erasure.lastRev;
}

interface FeedEvent {
  readonly rev: number;
  readonly contact?: Contact;
  readonly request?: ContactRequest | JoinRequest | null;
  readonly groupId?: number;
  readonly requestCount?: number;
}

/** What is left of an event about the user; null for any other, and for one that says nothing of what is erased. */
function bodyWithout(event: FeedEvent, userId: number, gone: Contact): object | null {
  const { contact, groupId, request, requestCount } = event;
  if (contact?.userId === userId) return { contact: gone };
  if (request === undefined || request === null) return null;
  const erased = { request: { ...request, message: null } };
  if (!("userId" in request)) return [request.fromId, request.toId].includes(userId) ? erased : null;
  return request.userId === userId ? { groupId, userId, requestCount, ...erased } : null;
}
