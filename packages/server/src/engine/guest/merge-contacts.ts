/** Moves what a guest keeps about people, what they keep about it, and who follows whom, to an account (GUE-33). */
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
  const { guestId, accountId, at } = merging;
  const events: FeedEvent[] = [];
  for (const userId of relatedIds) {
    // First, so that nobody has to keep one person more for a moment than they may.
    const ofGuest = await takeAway(tx, guestId, userId);
    const aboutGuest = await takeAway(tx, userId, guestId);
    if (userId !== accountId) {
      if (ofGuest.isFollowed) await tx.follows.insert(accountId, userId, at);
      if (aboutGuest.isFollowed) await tx.follows.insert(userId, accountId, at);
      const own = mergedContact(await storedContact(tx, accountId, userId), ofGuest);
      const theirs = mergedContact(await storedContact(tx, userId, accountId), aboutGuest);
      await keepContact(tx, accountId, userId, own);
      await keepContact(tx, userId, accountId, theirs);
      events.push(
        contactChanged(accountId, accountId, await storedContact(tx, accountId, userId)),
        contactChanged(userId, accountId, await storedContact(tx, userId, accountId)),
      );
    }
    events.push(contactChanged(userId, accountId, await storedContact(tx, userId, guestId)));
  }
  return events;
}

/** What the owner kept about somebody, and keeps no more. */
async function takeAway(tx: Transaction, ownerId: number, userId: number) {
  const kept = await storedContact(tx, ownerId, userId);
  await tx.contacts.remove(ownerId, userId);
  await tx.follows.remove(ownerId, userId);
  return kept;
}
