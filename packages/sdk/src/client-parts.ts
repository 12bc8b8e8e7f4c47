/**
 * The composition of a client: the one file that knows every concrete class of the SDK. Owns what exists and what each
 * part is given; who is told what, and in which order, is in client-wiring.ts.
 */
import type { Account, Folder, Settings, User } from "@parley/protocol";
import type { ClientOptions, ConnectionState } from "./api.ts";
import type { Call } from "./calls.ts";
import { defaultCallTimeoutMs, type LinkHandlers } from "./connection/link.ts";
import { openLink } from "./connection/open-link.ts";
import { inboxView } from "./inbox/inbox-view.ts";
import { ReadPositions } from "./inbox/read-positions.ts";
import { Attachments } from "./media/attachments.ts";
import { OutboxQueue, type OutboxQueueOptions } from "./outbox/outbox-queue.ts";
import type { Platform } from "./platform/platform.ts";
import { SessionKeeper } from "./session/session-keeper.ts";
import { Cell, DerivedCell } from "./state/cell.ts";
import { Drafts } from "./state/drafts.ts";
import { contactsView, requestsView } from "./state/people-views.ts";
import { PushHandlers } from "./state/push-handlers.ts";
import { scheduledView } from "./state/scheduled-view.ts";
import { Signals } from "./state/signals.ts";
import { StickerPacks } from "./state/sticker-packs.ts";
import { ShownMessages } from "./state/timeline-message.ts";
import { Users } from "./state/users.ts";
import { withJournal } from "./storage/journal.ts";
import { LocalStore } from "./storage/local-store.ts";
import { Persister } from "./storage/persister.ts";
import type { Storage } from "./storage/storage.ts";
import { Conversations } from "./sync/conversations.ts";
import { Histories } from "./sync/histories.ts";
import { OwnFeed } from "./sync/own-feed.ts";
import { type SyncHandlers, Synchronizer } from "./sync/synchronizer.ts";
import { PageLoader } from "./timeline/page-loader.ts";

export type ClientParts = ReturnType<typeof assembleParts>;

/** What the parts tell once they are wired; until then nobody listens. */
export interface ClientHandlers {
  readonly link: LinkHandlers;
  readonly sync: SyncHandlers;
}

export function assembleParts(options: ClientOptions, platform: Platform) {
  const foundation = layFoundation(options, platform);
  const state = makeState(options, foundation);
  const { call, isOnline, peers, store, handlers, link } = foundation;
  const { conversations, users, shown } = state;
  const selfId = () => conversations.selfId;
  const { drafts, outbox } = makeSending(foundation, conversations);
  const onUsers = (found: readonly User[]) => handlers.sync.onUsers(found);
  const pages = new PageLoader({ call, conversations, signals: state.signals, onUsers });
  const { histories } = state;
  const synchronizer = new Synchronizer({
    call,
    conversations,
    histories,
    platform,
    catchUp: options.catchUp ?? "local",
    handlers: handlers.sync,
  });
  const catchUp = () => synchronizer.catchUp();
  const readPositions = new ReadPositions({ call, catchUp, conversations, store, platform, isOnline });
  const isLoaded = () => synchronizer.isLoaded.get();
  const ownFeed = new OwnFeed({
    call,
    conversations,
    store,
    platform,
    isCurrent: () => isOnline() && !synchronizer.isBehind.get(),
    isGuest: () => foundation.keeper.session.get()?.user.role === "guest",
    mayWrite: () => peers.isLeader.get(),
    onUsers,
  });
  const remarkOf = (userId: number) => ownFeed.kept.get().contacts.get(userId)?.remark ?? null;
  const shownPeople = {
    kept: () => ownFeed.kept.get(),
    isLoaded: () => ownFeed.isLoaded.get(),
    users,
    selfId,
  };
  const uploads = {
    ...foundation,
    accessToken: (refused: string | null) => foundation.keeper.accessToken(refused),
    selfId,
  };
  const inbox = inboxView({ conversations, users, outbox, shown, isLoaded, remarkOf, platform });
  return {
    ...foundation,
    ...state,
    attachments: new Attachments({ ...uploads, outbox }),
    drafts,
    connection: new Cell<ConnectionState>(link.state.get()),
    inbox: inbox.view,
    stopInbox: inbox.stop,
    contacts: contactsView(shownPeople),
    requests: requestsView(shownPeople),
    ...ownViews(ownFeed),
    stickerPacks: new StickerPacks({ call, isOnline }),
    ownFeed,
    outbox,
    pages,
    readPositions,
    uploads,
    /** The store was read. */
    ready: Promise.withResolvers<void>(),
    /** Called at each `hello`. */
    readyListeners: new Set<() => void>(),
    synchronizer,
    /** The application signs in by itself: only `hello` says who the user is. */
    hasOwnTokens: options.token !== undefined,
  };
}

/** What the user's feed keeps, as it is shown. */
function ownViews({ kept }: OwnFeed) {
  return {
    folders: new DerivedCell<readonly Folder[]>([], () => kept.get().folders),
    account: new DerivedCell<Account | null>(null, () => kept.get().account),
    settings: new DerivedCell<Settings | null>(null, () => kept.get().settings),
    scheduled: scheduledView(() => kept.get()),
  };
}

function makeSending({ call, isOnline, peers, platform, store }: Foundation, conversations: Conversations) {
  const drafts = new Drafts({ call, store, peers, platform, isOnline });
  const onSend: OutboxQueueOptions["onSend"] = (conversationId, content) =>
    drafts.end(conversationId, "text" in content ? content.text : undefined);
  const selfId = () => conversations.selfId;
  const lastSeq = (id: number) => conversations.get(id)?.head.lastSeq ?? 0;
  const outbox = new OutboxQueue({ call, store, peers, platform, isOnline, selfId, lastSeq, onSend });
  return { drafts, outbox };
}

function layFoundation(options: ClientOptions, platform: Platform) {
  const url = (options.url ?? platform.origin ?? "").replace(/\/+$/, "");
  if (url === "") throw new Error("createClient needs a url outside a browser");
  const name = options.name ?? `parley:${url}`;
  const store = new LocalStore(openStorage(options, platform, name), platform);
  const { device, token } = options;
  const keeper = new SessionKeeper({ url, platform, store, device, token });
  const handlers = unwiredHandlers();
  const { link, locks, peers } = openLink(options, { name, url, keeper, platform, handlers: handlers.link });
  const call: Call = (method, args?: unknown, callOptions?: { timeoutMs?: number }) => {
    // Who hears of a new session may call before the sign-in that made it has started the connection.
    if (link.state.get().status === "signed-out" && keeper.session.get() != null) link.start();
    return link.call(method, args ?? {}, callOptions?.timeoutMs ?? defaultCallTimeoutMs) as never;
  };
  const isOnline = () => link.state.get().status === "online";
  return { call, handlers, isOnline, keeper, link, locks, name, peers, platform, store, url };
}

type Foundation = ReturnType<typeof layFoundation>;

function makeState(options: ClientOptions, { call, peers, platform, store }: Foundation) {
  const conversations = new Conversations();
  const persister = new Persister(store, conversations, platform, () => peers.isLeader.get());
  const storedHistoryIds = new Set<number>();
  const histories = new Histories({
    conversations,
    keepsIdle: options.history !== "none",
    read: (id) => store.history(id),
    isStored: (id) => storedHistoryIds.has(id),
    forget: (id) => {
      storedHistoryIds.delete(id);
      persister.forgetHistory(id);
    },
  });
  return {
    conversations,
    histories,
    persister,
    pushHandlers: new PushHandlers(platform),
    shown: new ShownMessages(),
    signals: new Signals(platform),
    storedHistoryIds,
    users: new Users(call, platform),
  };
}

function unwiredHandlers(): ClientHandlers {
  const nothing = () => undefined;
  return {
    link: { onReady: nothing, onPushes: nothing, onCatchUp: nothing },
    sync: { onEvent: nothing, onSignal: nothing, onUsers: nothing, onCursor: nothing, onReset: nothing },
  };
}

function openStorage({ storage }: ClientOptions, platform: Platform, name: string) {
  if (storage !== undefined && storage !== "memory") return storage;
  if (storage === "memory" || platform.openStorage === null) return laterStorage();
  return withJournal(platform.openStorage(name), platform.openJournal(name));
}

/** A store in memory, loaded only where it is used. */
function laterStorage(): Storage {
  const opened = import("./storage/memory-storage.ts").then(({ memoryStorage }) => memoryStorage());
  return new Proxy({} as Storage, {
    get: (_, name: keyof Storage) => async (first: never, second: never, third: never) =>
      (await opened)[name](first, second, third),
  });
}
