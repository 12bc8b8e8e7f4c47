/**
 * Contacts, requests, account and settings of the user, kept equal to what the server has: lists once, the feed's events from then on.
 * Owns which event of the feed they reflect and where they are stored. Invariant: `rev` is the event up to which all is
 * taken; whenever the feed is ahead of it and nothing is on its way, the lists are fetched anew (FEED-3, SYNC-9).
 */
import type { Contact, ContactRequest, EventFrame, ResultOf, ScheduledMessage, User } from "@parley/protocol";
import { clientLimits } from "@parley/protocol/client-limits";
import type { Call } from "../calls.ts";
import { backOffMs } from "../connection/back-off.ts";
import type { Platform, Timer } from "../platform/platform.ts";
import { Cell } from "../state/cell.ts";
import {
  applyFeedEvent,
  emptyOwnState,
  isKept,
  needsFetch,
  type OwnState,
  scheduledKey,
} from "../state/own-state.ts";
import type { LocalStore, StoredOwnState } from "../storage/local-store.ts";
import type { StorageChange } from "../storage/storage.ts";
import type { Conversations } from "./conversations.ts";

const flushAfterMs = 150;

export interface OwnFeedOptions {
  readonly call: Call;
  readonly conversations: Conversations;
  readonly store: LocalStore;
  readonly platform: Pick<Platform, "setTimer" | "clearTimer" | "random">;
  /** Connected and caught up. */
  readonly isCurrent: () => boolean;
  readonly isGuest: () => boolean;
  /** Of several tabs one writes. */
  readonly mayWrite: () => boolean;
  readonly onUsers: (users: readonly User[]) => void;
}

interface Load {
  readonly events: EventFrame[];
  rev: number;
}

export class OwnFeed {
  readonly kept = new Cell<OwnState>(emptyOwnState);
  /** The lists were answered, now or at an earlier visit. */
  readonly isLoaded = new Cell(false);
  readonly #options: OwnFeedOptions;
  /** Null while nothing is known. */
  #rev: number | null = null;
  #feedId: number | null = null;
  #load: Load | null = null;
  #isCheckDue = false;
  #failures = 0;
  #retryTimer: Timer = null;
  #flushTimer: Timer = null;
  #writing: Promise<void> = Promise.resolve();
  /** What the store holds, as far as this tab knows; null: everything is to be written. */
  #stored: OwnState | null = null;

  constructor(options: OwnFeedOptions) {
    this.#options = options;
    options.conversations.onChange((id) => this.#noteFeed(id));
  }

  restore({ rev, contacts, requests, scheduled, ...rest }: StoredOwnState): void {
    this.#rev = rev;
    this.kept.set({
      ...rest,
      contacts: byUserId(contacts),
      requests: byId(requests),
      scheduled: byPlace(scheduled),
    });
    this.isLoaded.set(true);
  }

  /** An event of the feed was applied. */
  take(event: EventFrame): void {
    if (event.conversationId !== this.#feedId) return;
    const load = this.#load;
    if (load !== null) {
      load.events.push(event);
      if (event.rev === load.rev + 1) load.rev = event.rev;
    }
    if (this.#rev === null || event.rev !== this.#rev + 1) return;
    // Not to be told from here: the feed stays ahead, so the lists are fetched.
    if (needsFetch(this.kept.get(), event)) return;
    this.#rev = event.rev;
    this.#set(applyFeedEvent(this.kept.get(), event));
  }

  /** Fetches the lists where the feed is ahead of what is known. */
  check(): void {
    if (this.#load !== null || !this.#options.isCurrent()) return;
    if (this.#rev !== null && this.#rev === this.#feedRev()) return;
    const load: Load = { events: [], rev: this.#feedRev() };
    this.#load = load;
    this.#options.platform.clearTimer(this.#retryTimer);
    void this.#fetch(load).then(
      () => this.#scheduleCheck(),
      () => this.#retryLater(load),
    );
  }

  /** Nothing known holds any more: another user, or another history of the server. */
  reset(): void {
    this.#load = null;
    this.#rev = null;
    this.#feedId = null;
    this.#stored = null;
    this.#failures = 0;
    this.#options.platform.clearTimer(this.#retryTimer);
    this.#options.platform.clearTimer(this.#flushTimer);
    this.#flushTimer = null;
    this.kept.set(emptyOwnState);
    this.isLoaded.set(false);
  }

  /** Forgets what is stored as well. */
  async clear(): Promise<void> {
    this.reset();
    await this.#writing;
    await this.#options.store.write([
      { table: "contacts", empty: true },
      { table: "values", key: "own" },
    ]);
  }

  /** Another tab wrote until now: what it had written last is not known. */
  distrustStore(): void {
    this.#stored = null;
  }

  async flush(): Promise<void> {
    const { platform, mayWrite, store } = this.#options;
    platform.clearTimer(this.#flushTimer);
    this.#flushTimer = null;
    if (mayWrite() && this.#rev !== null) {
      const changes = this.#changes(this.#rev);
      this.#stored = this.kept.get();
      this.#writing = this.#writing.then(async () => {
        if (!(await store.write(changes))) this.#stored = null;
      });
    }
    await this.#writing;
  }

  close(): void {
    this.#load = null;
    this.#options.platform.clearTimer(this.#retryTimer);
  }

  #noteFeed(id: number): void {
    const head = this.#options.conversations.get(id)?.head;
    if (head?.conversation.kind !== "feed") return;
    this.#feedId = id;
    this.#scheduleCheck();
  }

  /** After the event that changed the feed was taken, if it was one. */
  #scheduleCheck(): void {
    if (this.#isCheckDue) return;
    this.#isCheckDue = true;
    queueMicrotask(() => {
      this.#isCheckDue = false;
      this.check();
    });
  }

  #feedRev(): number {
    return this.#options.conversations.get(this.#feedId ?? 0)?.head.lastRev ?? 0;
  }

  async #fetch(load: Load): Promise<void> {
    const { call } = this.#options;
    const [contacts, incoming, outgoing, me, { settings }, { folders }, scheduled] = await Promise.all([
      this.#fetchContacts(),
      call("contact.requests.list", { direction: "incoming", limit: clientLimits.contactRequestPageMax }),
      call("contact.requests.list", { direction: "outgoing", limit: clientLimits.contactRequestPageMax }),
      call("account.me", {}),
      call("settings.get", {}),
      call("folder.list", {}),
      this.#fetchScheduled(),
    ]);
    if (this.#load !== load) return;
    this.#options.onUsers([...incoming.users, ...outgoing.users]);
    const pending = incoming.requests.filter(({ status }) => status === "pending").length;
    const listed: OwnState = {
      contacts: byUserId(contacts.filter(isKept)),
      requests: byId([...incoming.requests, ...outgoing.requests]),
      olderPendingCount: Math.max(0, incoming.pendingCount - pending),
      account: me.account,
      settings,
      folders,
      scheduled: byPlace(scheduled),
    };
    this.#load = null;
    this.#failures = 0;
    // Where events were missed meanwhile, `rev` stays behind the feed, and the next check fetches again.
    this.#rev = load.rev;
    this.#stored = null;
    // An event that does not say all leaves `rev` behind as well.
    if (load.events.some((event) => needsFetch(listed, event))) this.#rev = -1;
    this.#set(load.events.filter((event) => !needsFetch(listed, event)).reduce(applyFeedEvent, listed));
    this.isLoaded.set(true);
  }

  async #fetchContacts(): Promise<Contact[]> {
    const contacts: Contact[] = [];
    let after: string | null = null;
    do {
      const place: { after?: string } = after === null ? {} : { after };
      const page: ResultOf<"contact.list"> = await this.#options.call("contact.list", {
        of: "all",
        limit: clientLimits.contactPageMax,
        ...place,
      });
      this.#options.onUsers(page.users);
      contacts.push(...page.contacts);
      after = page.next;
    } while (after !== null);
    return contacts;
  }

  async #fetchScheduled(): Promise<ScheduledMessage[]> {
    // Nobody schedules without an account.
    if (this.#options.isGuest()) return [];
    const scheduled: ScheduledMessage[] = [];
    let after: string | null = null;
    do {
      const place: { after?: string } = after === null ? {} : { after };
      const page: ResultOf<"message.listScheduled"> = await this.#options.call(
        "message.listScheduled",
        place,
      );
      scheduled.push(...page.scheduled);
      after = page.next;
    } while (after !== null);
    return scheduled;
  }

  /** A lost connection is followed by another, which checks by itself; the wait is for a server that refuses. */
  #retryLater(load: Load): void {
    if (this.#load !== load) return;
    const { platform } = this.#options;
    this.#load = null;
    this.#failures += 1;
    platform.clearTimer(this.#retryTimer);
    this.#retryTimer = platform.setTimer(() => this.check(), backOffMs(this.#failures, platform.random));
  }

  #set(kept: OwnState): void {
    this.kept.set(kept);
    this.#flushTimer ??= this.#options.platform.setTimer(() => void this.flush(), flushAfterMs);
  }

  #changes(rev: number): StorageChange[] {
    const { contacts, requests, scheduled, ...rest } = this.kept.get();
    const before = this.#stored?.contacts ?? new Map<number, Contact>();
    const changes: StorageChange[] = this.#stored === null ? [{ table: "contacts", empty: true }] : [];
    for (const [key, value] of contacts) {
      if (before.get(key) !== value) changes.push({ table: "contacts", key, value });
    }
    for (const key of before.keys()) {
      if (!contacts.has(key)) changes.push({ table: "contacts", key });
    }
    const value = {
      ...rest,
      rev,
      requests: [...requests.values()],
      scheduled: [...scheduled.values()],
    };
    return [...changes, { table: "values", key: "own", value }];
  }
}

function byUserId(contacts: readonly Contact[]): ReadonlyMap<number, Contact> {
  return new Map(contacts.map((contact) => [contact.userId, contact]));
}

function byPlace(scheduled: readonly ScheduledMessage[]): ReadonlyMap<string, ScheduledMessage> {
  return new Map(scheduled.map((message) => [scheduledKey(message), message]));
}

function byId(requests: readonly ContactRequest[]): ReadonlyMap<number, ContactRequest> {
  return new Map(requests.map((request) => [request.id, request]));
}
