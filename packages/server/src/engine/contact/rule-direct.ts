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
    isRuled: !areContacts || theirs.isBlocked,
    isHiding: mine.isBlocked,
  });
  await tx.members.setRules(conversationId, second, {
    isRuled: !areContacts || mine.isBlocked,
    isHiding: theirs.isBlocked,
  });
}
