/** What one person keeps about another when of two who were kept one is left. Pure (GUE-33). */
import { type Contact, limits } from "@parley/protocol";
import type { KeptContact } from "../ports/store-contacts.ts";

/** `kept` is about, or of, the account, `guests` about, or of, the guest. A block of either holds. */
export function mergedContact(kept: Contact, guests: Contact): KeptContact {
  const isContact = kept.isContact || guests.isContact;
  const times = [kept.since, guests.since].filter((since) => since !== null);
  const hasNewRemark = kept.remark === null && guests.remark !== null;
  return {
    isContact,
    isStarred: kept.isStarred || guests.isStarred,
    isBlocked: kept.isBlocked || guests.isBlocked,
    canSeeMe: kept.canSeeMe && guests.canSeeMe,
    iSee: kept.iSee && guests.iSee,
    tags: [...new Set([...kept.tags, ...guests.tags])].slice(0, limits.contactTagsMax),
    since: isContact && times.length > 0 ? Math.min(...times) : null,
    ...(hasNewRemark ? { remark: { text: guests.remark ?? "", sortKey: guests.sortKey } } : {}),
  };
}
