import type {
  Account,
  Contact,
  ContactRequest,
  EventFrame,
  Folder,
  Head,
  ScheduledMessage,
  Settings,
  User,
} from "@parley/protocol";

export const feedId = 900;

export function fakeContact(userId: number, change: Partial<Contact> = {}): Contact {
  return {
    userId,
    isContact: true,
    isStarred: false,
    isBlocked: false,
    isFollowed: false,
    canSeeMe: true,
    iSee: true,
    remark: null,
    tags: [],
    since: 1,
    sortKey: `Uuser ${userId}`,
    ...change,
  };
}

export function fakeAccount(user: User, change: Partial<Account> = {}): Account {
  const unsaid = { gender: "unknown", birthday: null, bio: null, location: null, website: null } as const;
  const own = { language: null, email: null, phone: null, hasPassword: true, createdAt: 1 };
  return { ...user, ...unsaid, ...own, ...change };
}

/** What user 1 keeps about others, and the feed that tells of it: the lists and the log change together. */
export class FakeFeed {
  readonly contacts = new Map<number, Contact>();
  readonly requests = new Map<number, ContactRequest>();
  readonly events: EventFrame[] = [];
  readonly scheduled = new Map<string, ScheduledMessage>();
  folders: Folder[] = [];
  settings: Settings = { language: { language: null } };
  account: Account | null = null;

  /** The events to push: the feed is opened when there is something to put in it. */
  keep(contact: Contact): EventFrame[] {
    const isGone = !contact.isContact && !contact.isBlocked && contact.remark === null;
    if (isGone) this.contacts.delete(contact.userId);
    else this.contacts.set(contact.userId, contact);
    return this.#append((rev) => ({ ev: "contact.changed", ...this.#stamp(rev), contact }));
  }

  putRequest(request: ContactRequest): EventFrame[] {
    this.requests.set(request.id, request);
    return this.#append((rev) => ({ ev: "contact.requestChanged", ...this.#stamp(rev), request }));
  }

  setSettings(section: "language" | "client" | "privacy", value: object, isTold = true): EventFrame[] {
    this.settings = { ...this.settings, [section]: value };
    const told = (isTold ? value : null) as Settings["client"];
    return this.#append((rev) => ({
      ev: "settings.changed",
      ...this.#stamp(rev),
      section,
      value: told ?? null,
    }));
  }

  setFolders(folders: Folder[]): EventFrame[] {
    this.folders = folders;
    return this.#append((rev) => ({ ev: "folder.changed", ...this.#stamp(rev), folders }));
  }

  /** Null: it waits no longer. */
  schedule(id: string, scheduled: ScheduledMessage | null): EventFrame[] {
    if (scheduled === null) this.scheduled.delete(id);
    else this.scheduled.set(id, scheduled);
    return this.#append((rev) => ({
      ev: "message.scheduleChanged",
      ...this.#stamp(rev),
      inConversationId: 10,
      id,
      scheduled,
    }));
  }

  listedScheduled(): ScheduledMessage[] {
    return [...this.scheduled.values()];
  }

  setAccount(account: Account): EventFrame[] {
    this.account = account;
    return this.#append((rev) => ({ ev: "account.changed", ...this.#stamp(rev), account }));
  }

  head(): Head | null {
    if (this.events.length === 0) return null;
    return {
      conversation: this.#conversation(),
      lastRev: this.events.length,
      lastSeq: 0,
      lastMessage: null,
      lastActiveAt: 1,
      readSeq: 0,
      unread: 0,
      peerId: null,
      status: "muted",
    };
  }

  listed(): Contact[] {
    return [...this.contacts.values()].sort((left, right) => left.userId - right.userId);
  }

  listedRequests(direction: "incoming" | "outgoing"): ContactRequest[] {
    return [...this.requests.values()]
      .filter(({ toId }) => (toId === 1) === (direction === "incoming"))
      .sort((left, right) => right.id - left.id);
  }

  pendingCount(): number {
    return this.listedRequests("incoming").filter(({ status }) => status === "pending").length;
  }

  #append(make: (rev: number) => EventFrame): EventFrame[] {
    const before = this.events.length;
    if (before === 0) {
      const conversation = this.#conversation();
      this.events.push({
        ev: "conversation.created",
        ...this.#stamp(1),
        conversation,
        memberIds: [1],
      });
    }
    this.events.push(make(this.events.length + 1));
    return this.events.slice(before);
  }

  #stamp(rev: number) {
    return { conversationId: feedId, rev, actorId: 1, at: 1 };
  }

  #conversation(): Head["conversation"] {
    return {
      id: feedId,
      kind: "feed",
      name: null,
      avatar: null,
      ownerId: 1,
      memberCount: 1,
      createdAt: 1,
    };
  }
}
