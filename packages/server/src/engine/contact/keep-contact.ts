/** Changes what one user keeps about another; what is at its defaults is not kept at all (CONT-12). */
import { type Contact, limits, ParleyError } from "@parley/protocol";
import type { FeedEvent } from "../feed/append-feed-events.ts";
import type { Reader, Transaction } from "../ports/store.ts";
import type { KeptContact } from "../ports/store-contacts.ts";

/** Callers hold both users. @throws limit_reached when it would be one person too many. */
export async function keepContact(
  tx: Transaction,
  ownerId: number,
  userId: number,
  change: Partial<KeptContact>,
): Promise<Contact> {
  const before = await storedContact(tx, ownerId, userId);
  const kept = { ...before, ...change, remark: undefined };
  const hasRemark = change.remark === undefined ? before.remark !== null : change.remark !== null;
  if (!kept.isContact && !kept.isBlocked && !hasRemark) {
    await tx.contacts.remove(ownerId, userId);
  } else {
    if (isUnkept(before) && (await tx.contacts.count(ownerId)) >= limits.contactsMax) {
      throw new ParleyError("limit_reached", { details: { contactsMax: limits.contactsMax } });
    }
    const { isContact, isStarred, isBlocked, canSeeMe, iSee, tags, since } = kept;
    const values = { isContact, isStarred, isBlocked, canSeeMe, iSee, tags, since };
    await tx.contacts.put(
      ownerId,
      userId,
      change.remark === undefined ? values : { ...values, remark: change.remark },
    );
  }
  return storedContact(tx, ownerId, userId);
}

function isUnkept({ isContact, isBlocked, remark }: Contact): boolean {
  return !isContact && !isBlocked && remark === null;
}

/** The contact of a user who is there. */
export async function storedContact(
  tx: Pick<Reader, "contacts">,
  ownerId: number,
  userId: number,
): Promise<Contact> {
  const contact = await tx.contacts.find(ownerId, userId);
  if (contact === null) throw new ParleyError("not_found");
  return contact;
}

export function contactChanged(ownerId: number, actorId: number, contact: Contact): FeedEvent {
  return { userId: ownerId, name: "contact.changed", actorId, body: { contact } };
}
