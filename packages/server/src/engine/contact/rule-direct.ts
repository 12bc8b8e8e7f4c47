/**
 * Brings the direct conversation of two people, if there is one, to what they are to each other: who writes freely, and
 * who is told nothing of the other (CONT-32, CONT-35). Called in every transaction that changes it; callers hold both.
 */
import type { Transaction } from "../ports/store.ts";
import { storedContact } from "./keep-contact.ts";

export async function ruleDirect(tx: Transaction, userIds: readonly [number, number]): Promise<void> {
  const conversationId = await tx.conversations.findDirect(userIds);
  if (conversationId === null) return;
  const [first, second] = userIds;
  const mine = await storedContact(tx, first, second);
  const theirs = await storedContact(tx, second, first);
  const areContacts = mine.isContact && theirs.isContact;
  await tx.members.setRules(conversationId, first, {
    isRuled: !areContacts || theirs.isBlocked || !(await isEnabled(tx, second)),
    isHiding: mine.isBlocked,
  });
  await tx.members.setRules(conversationId, second, {
    isRuled: !areContacts || mine.isBlocked || !(await isEnabled(tx, first)),
    isHiding: theirs.isBlocked,
  });
}

/** Nobody writes to who is not there (ADM-6). */
async function isEnabled(tx: Transaction, userId: number): Promise<boolean> {
  return (await tx.users.find(userId))?.isEnabled === true;
}
