/**
 * What the user keeps about other people, and the requests between them, as an immutable fold of the feed's events
 * (CONT-14). Pure. Invariant: taking an event twice, or after a list that has it already, changes nothing.
 */
import type { Contact, ContactRequest, EventFrame } from "@parley/protocol";

export interface KeptPeople {
  /** Everybody something is kept about, by user id: contacts, blocked people, people with a remark. */
  readonly contacts: ReadonlyMap<number, Contact>;
  /** The newest requests of both directions, by number. */
  readonly requests: ReadonlyMap<number, ContactRequest>;
  /** Requests that wait for the user and are older than those known. */
  readonly olderPendingCount: number;
}

export const nobodyKept: KeptPeople = { contacts: new Map(), requests: new Map(), olderPendingCount: 0 };

export function applyFeedEvent(kept: KeptPeople, event: EventFrame): KeptPeople {
  switch (event.ev) {
    case "contact.changed":
      return { ...kept, contacts: withContact(kept.contacts, event.contact) };
    case "contact.requestChanged":
      return { ...kept, requests: new Map(kept.requests).set(event.request.id, event.request) };
    default:
      return kept;
  }
}

/** A request that is older than those known was answered: how many still wait cannot be told from here. */
export function isCountUncertain(kept: KeptPeople, event: EventFrame): boolean {
  if (event.ev !== "contact.requestChanged" || kept.olderPendingCount === 0) return false;
  return !kept.requests.has(event.request.id) && event.request.status !== "pending";
}

export function isKept({ isContact, isBlocked, remark }: Contact): boolean {
  return isContact || isBlocked || remark !== null;
}

function withContact(contacts: ReadonlyMap<number, Contact>, contact: Contact): ReadonlyMap<number, Contact> {
  const next = new Map(contacts);
  if (isKept(contact)) next.set(contact.userId, contact);
  else next.delete(contact.userId);
  return next;
}
