/** Moves what a guest keeps about people, what they keep about it, and who follows whom, to an account (GUE-33). */
import type { Contact } from "@parley/protocol";
import { contactChanged, keepContact, storedContact } from "../contact/keep-contact.ts";
import type { FeedEvent } from "../feed/append-feed-events.ts";
import type { Transaction } from "../ports/store.ts";
import { mergedContact } from "./merge-policy.ts";

export interface Merging {
  readonly guestId: number;
  readonly accountId: number;
  readonly at: number;
}

/** Callers hold all of them. Answers what is to be told. @throws limit_reached */
export async function mergeContacts(
  tx: Transaction,
  merging: Merging,
  relatedIds: readonly number[],
): Promise<FeedEvent[]> {
  const { guestId, accountId } = merging;
  const events: FeedEvent[] = [];
  for (const userId of relatedIds) {
    // First, so that nobody has to keep one person more for a moment than they may.
    const ofGuest = await takeAway(tx, guestId, userId);
    const aboutGuest = await takeAway(tx, userId, guestId);
    const isGone = !Bun.deepEquals(aboutGuest, await storedContact(tx, userId, guestId));
    if (isGone) events.push(contactChanged(userId, accountId, await storedContact(tx, userId, guestId)));
    if (userId === accountId) continue;
    if (ofGuest.isFollowed) await tx.follows.insert(accountId, userId, merging.at);
    if (aboutGuest.isFollowed) await tx.follows.insert(userId, accountId, merging.at);
    events.push(...(await mergeKept(tx, merging, [accountId, userId], ofGuest)));
    events.push(...(await mergeKept(tx, merging, [userId, accountId], aboutGuest)));
  }
  return events;
}

/** What the first keeps about the second takes in what was kept instead of it; tells only of a change. */
async function mergeKept(
  tx: Transaction,
  { accountId }: Merging,
  [ownerId, userId]: readonly [number, number],
  taken: Contact,
): Promise<FeedEvent[]> {
  const before = await storedContact(tx, ownerId, userId);
  const contact = await keepContact(tx, ownerId, userId, mergedContact(before, taken));
  const isTold = taken.isFollowed || !Bun.deepEquals(before, contact);
  return isTold ? [contactChanged(ownerId, accountId, contact)] : [];
}

/** What the owner kept about somebody, and keeps no more. */
async function takeAway(tx: Transaction, ownerId: number, userId: number): Promise<Contact> {
  const kept = await storedContact(tx, ownerId, userId);
  await tx.contacts.remove(ownerId, userId);
  await tx.follows.remove(ownerId, userId);
  return kept;
}
