/** What is kept about people as it is shown: sorted, grouped, with names. Lines that did not change stay the same objects. */
import type { Contact, ContactRequest, User } from "@parley/protocol";
import type { ContactGroup, ContactItem, ContactsView, RequestsView } from "../api.ts";
import { DerivedCell } from "./cell.ts";
import type { OwnState } from "./own-state.ts";
import type { Users } from "./users.ts";

export interface PeopleSources {
  readonly kept: () => OwnState;
  readonly isLoaded: () => boolean;
  readonly users: Users;
  readonly selfId: () => number;
}

export function contactsView({ kept, isLoaded, users }: PeopleSources): DerivedCell<ContactsView> {
  const empty: ContactsView = { groups: [], blocked: [], kept: new Map(), count: 0, isLoaded: false };
  let before = new Map<number, ContactItem>();
  return new DerivedCell<ContactsView>(empty, () => {
    const { contacts } = kept();
    const items = Array.from(contacts.values(), (contact) => {
      const known = before.get(contact.userId);
      const user = users.get(contact.userId);
      return known !== undefined && known.contact === contact && known.user === user
        ? known
        : itemOf(contact, user);
    }).sort(compareItems);
    before = new Map(items.map((item) => [item.contact.userId, item]));
    const own = items.filter(({ contact }) => contact.isContact);
    return {
      groups: grouped(own),
      blocked: items.filter(({ contact }) => contact.isBlocked),
      kept: contacts,
      count: own.length,
      isLoaded: isLoaded(),
    };
  });
}

export function requestsView({ kept, isLoaded, selfId }: PeopleSources): DerivedCell<RequestsView> {
  const empty: RequestsView = { incoming: [], outgoing: [], pendingCount: 0, isLoaded: false };
  return new DerivedCell<RequestsView>(empty, () => {
    const { requests, olderPendingCount } = kept();
    const all = [...requests.values()].sort((left, right) => right.id - left.id);
    const incoming = all.filter(({ toId }) => toId === selfId());
    const isPending = ({ status }: ContactRequest) => status === "pending";
    return {
      incoming,
      outgoing: all.filter(({ fromId }) => fromId === selfId()),
      pendingCount: incoming.filter(isPending).length + olderPendingCount,
      isLoaded: isLoaded(),
    };
  });
}

function itemOf(contact: Contact, user: User | null): ContactItem {
  return { contact, user, name: contact.remark ?? user?.nickname ?? "" };
}

/** The order of `contact.list`: by sort key, `#` last (CONT-11). */
function compareItems({ contact: left }: ContactItem, { contact: right }: ContactItem): number {
  const place = ({ sortKey }: Contact) => (sortKey < "A" ? 1 : 0);
  if (place(left) !== place(right)) return place(left) - place(right);
  if (left.sortKey !== right.sortKey) return left.sortKey < right.sortKey ? -1 : 1;
  return left.userId - right.userId;
}

function grouped(items: readonly ContactItem[]): ContactGroup[] {
  const groups: { initial: string; items: ContactItem[] }[] = [];
  for (const item of items) {
    const initial = item.contact.sortKey.charAt(0);
    const last = groups.at(-1);
    if (last?.initial === initial) last.items.push(item);
    else groups.push({ initial, items: [item] });
  }
  return groups;
}
