/**
 * What concerns the user alone (whom they keep, requests, their account and settings) as an immutable fold of the events
 * of their feed (FEED-3, CONT-14). Pure. Invariant: taking an event twice, or after a list that has it already, changes nothing.
 */
import type {
  Account,
  Contact,
  ContactRequest,
  EventFrame,
  Folder,
  ScheduledMessage,
  Settings,
} from "@parley/protocol";

export interface OwnState {
  /** Everybody something is kept about, by user id: contacts, blocked people, people with a remark. */
  readonly contacts: ReadonlyMap<number, Contact>;
  /** The newest requests of both directions, by number. */
  readonly requests: ReadonlyMap<number, ContactRequest>;
  /** Requests that wait for the user and are older than those known. */
  readonly olderPendingCount: number;
  readonly account: Account | null;
  readonly settings: Settings | null;
  /** In their order. */
  readonly folders: readonly Folder[];
  /** Messages that wait to be sent or could not be, by `scheduledKey`. */
  readonly scheduled: ReadonlyMap<string, ScheduledMessage>;
}

export const emptyOwnState: OwnState = {
  contacts: new Map(),
  requests: new Map(),
  olderPendingCount: 0,
  account: null,
  settings: null,
  folders: [],
  scheduled: new Map(),
};

export function applyFeedEvent(kept: OwnState, event: EventFrame): OwnState {
  switch (event.ev) {
    case "contact.changed":
      return { ...kept, contacts: withContact(kept.contacts, event.contact) };
    case "contact.requestChanged":
      return { ...kept, requests: new Map(kept.requests).set(event.request.id, event.request) };
    case "account.changed":
      return { ...kept, account: event.account };
    case "settings.changed":
      return { ...kept, settings: { ...kept.settings, [event.section]: event.value } };
    case "folder.changed":
      return { ...kept, folders: event.folders };
    case "message.scheduleChanged":
      return { ...kept, scheduled: withScheduled(kept.scheduled, event) };
    default:
      return kept;
  }
}

/**
 * Whether the event does not say all of what it means here: a section of the settings that is too large to be told, or
 * the answer to a request older than those known, after which it is uncertain how many still wait.
 */
export function needsFetch(kept: OwnState, event: EventFrame): boolean {
  if (event.ev === "settings.changed") return event.value === null;
  if (event.ev !== "contact.requestChanged" || kept.olderPendingCount === 0) return false;
  return !kept.requests.has(event.request.id) && event.request.status !== "pending";
}

export function isKept({ isContact, isBlocked, remark }: Contact): boolean {
  return isContact || isBlocked || remark !== null;
}

export function scheduledKey({
  conversationId,
  id,
}: Pick<ScheduledMessage, "conversationId" | "id">): string {
  return `${conversationId}/${id}`;
}

function withScheduled(
  scheduled: ReadonlyMap<string, ScheduledMessage>,
  event: EventFrame & { ev: "message.scheduleChanged" },
): ReadonlyMap<string, ScheduledMessage> {
  const key = scheduledKey({ conversationId: event.inConversationId, id: event.id });
  const next = new Map(scheduled);
  if (event.scheduled === null) next.delete(key);
  else next.set(key, event.scheduled);
  return next;
}

function withContact(contacts: ReadonlyMap<number, Contact>, contact: Contact): ReadonlyMap<number, Contact> {
  const next = new Map(contacts);
  if (isKept(contact)) next.set(contact.userId, contact);
  else next.delete(contact.userId);
  return next;
}
