/**
 * What every feature may use: the SDK's client, its state as Solid signals, the route and the open overlay.
 * Made once by app.tsx. Invariant: there is no second copy of server state; features read these or the client.
 */
import type {
  Account,
  Attachment,
  Client,
  ConnectionState,
  ContactsView,
  Folder,
  InboxItem,
  InboxView,
  RecordingKind,
  RequestsView,
  ScheduledMessage,
  Session,
  Settings,
  User,
} from "@parley/sdk";
import type { Readable } from "@parley/sdk/api";
import { createComputed, createContext, createMemo, createSignal, onCleanup, useContext } from "solid-js";
import { quietMs } from "../features/connection/banner-state.ts";
import { createGroupModel, type GroupModel } from "../features/group/group-model.ts";
import { createLasting } from "../platform/clock.ts";
import { isWide } from "../platform/media.ts";
import { createRouter, inboxRoute, type PageName, type Route, type Router, topOf } from "./router.ts";

/** Pages one goes to by the navigation. */
export type MainPageName = Exclude<PageName, "approve" | "join">;

export type Overlay = "find-contact" | "find-person" | "new-group" | "shortcuts" | "switcher";

export interface RequestedMessage {
  readonly conversationId: number;
  readonly seq: number;
}

export interface App {
  readonly client: Client;
  readonly connection: () => ConnectionState;
  /** For long enough that what the server would tell, such as who is online, is not known any more. */
  readonly isConnectionLost: () => boolean;
  readonly session: () => Session | null | undefined;
  readonly inbox: () => InboxView;
  /** Oneself as known now; null while nobody is signed in. */
  readonly self: () => User | null;
  readonly isGuest: () => boolean;
  readonly account: () => Account | null;
  readonly settings: () => Settings | null;
  readonly contacts: () => ContactsView;
  readonly requests: () => RequestsView;
  readonly users: () => ReadonlyMap<number, User>;
  readonly onlineUserIds: () => ReadonlySet<number>;
  readonly typing: () => ReadonlyMap<number, readonly number[]>;
  readonly recording: () => ReadonlyMap<number, ReadonlyMap<number, RecordingKind>>;
  readonly receipts: () => ReadonlyMap<number, ReadonlyMap<number, number>>;
  readonly delivered: () => ReadonlyMap<number, ReadonlyMap<number, number>>;
  readonly folders: () => readonly Folder[];
  readonly attachments: () => readonly Attachment[];
  readonly drafts: () => ReadonlyMap<number, string>;
  /** What waits to be sent later, or could not be. */
  readonly scheduled: () => readonly ScheduledMessage[];
  /** The conversation on screen. */
  readonly openConversationId: () => number | null;
  /** Its line of the inbox, if it is known. */
  readonly openItem: () => InboxItem | undefined;
  readonly router: Router;
  readonly overlay: () => Overlay | null;
  readonly setOverlay: (overlay: Overlay | null) => void;
  openConversation(conversationId: number): void;
  /** Shows a message among those around it. */
  openMessage(conversationId: number, seq: number): void;
  /** The message that was asked for and that no timeline has shown yet. */
  readonly requestedMessage: () => RequestedMessage | null;
  endMessageRequest(): void;
  /** The open conversation, where it is a group. */
  readonly group: GroupModel;
  /** Goes to a page, to where one was on it last. */
  openPage(page: MainPageName): void;
  lastRoute(page: MainPageName): Route;
  /** Of which conversation the folders are chosen, above the page. */
  readonly foldersOfId: () => number | null;
  showFoldersOf(conversationId: number | null): void;
  /** Whose profile lies above the page. */
  readonly shownPersonId: () => number | null;
  showPerson(userId: number | null): void;
  /** Opens the one conversation with a person. Rejects when that is not possible. */
  openDirect(userId: number): Promise<void>;
}

/** Follows a value of the SDK for as long as the owner lives. */
export function fromReadable<T>(readable: Readable<T>): () => T {
  const [value, setValue] = createSignal<T>(readable.get());
  onCleanup(readable.subscribe((next) => setValue(() => next)));
  return value;
}

/** What the SDK knows, as signals. */
function followState({ state }: Client) {
  const connection = fromReadable(state.connection);
  const isConnectionLost = createLasting(
    () => connection().status !== "online" && connection().status !== "behind",
    quietMs,
  );
  const online = fromReadable(state.onlineUserIds);
  const nobody: ReadonlySet<number> = new Set();
  const session = fromReadable(state.session);
  const users = fromReadable(state.users);
  const self = createMemo(() => {
    const user = session()?.user;
    return user === undefined ? null : (users().get(user.id) ?? user);
  });
  return {
    ...{ connection, isConnectionLost, session, users, self },
    isGuest: () => self()?.role === "guest",
    account: fromReadable(state.account),
    settings: fromReadable(state.settings),
    contacts: fromReadable(state.contacts),
    requests: fromReadable(state.requests),
    inbox: fromReadable(state.inbox),
    onlineUserIds: () => (isConnectionLost() ? nobody : online()),
    typing: fromReadable(state.typing),
    recording: fromReadable(state.recording),
    receipts: fromReadable(state.receipts),
    delivered: fromReadable(state.delivered),
    folders: fromReadable(state.folders),
    attachments: fromReadable(state.attachments),
    drafts: fromReadable(state.drafts),
    scheduled: fromReadable(state.scheduled),
  };
}

/** A link to a message is a request; what is then open is the conversation. */
function createMessageRequests(router: Router) {
  const [requestedMessage, setRequestedMessage] = createSignal<RequestedMessage | null>(null);
  createComputed(() => {
    const route = router.route();
    if (route.page !== "inbox" || route.conversationId === null || route.seq === null) return;
    setRequestedMessage({ conversationId: route.conversationId, seq: route.seq });
    router.navigate(inboxRoute(route.conversationId), "replace");
  });
  return { requestedMessage, setRequestedMessage, endMessageRequest: () => setRequestedMessage(null) };
}

export function createApp(client: Client): App {
  const router = createRouter();
  const state = followState(client);
  const [overlay, setOverlay] = createSignal<Overlay | null>(null);
  const [shownPersonId, showPerson] = createSignal<number | null>(null);
  const [foldersOfId, showFoldersOf] = createSignal<number | null>(null);
  const openConversationId = createMemo(() => {
    const route = router.route();
    return route.page === "inbox" ? route.conversationId : null;
  });
  const openItem = createMemo(() => {
    const id = openConversationId();
    return state.inbox().items.find((item) => item.conversation.id === id);
  });
  const openConversation = (conversationId: number) => {
    setOverlay(null);
    showPerson(null);
    router.navigate(inboxRoute(conversationId));
  };
  const lastRoute = createLastRoutes(router);
  const { requestedMessage, setRequestedMessage, endMessageRequest } = createMessageRequests(router);
  const { session, connection, isGuest } = state;
  return {
    client,
    ...state,
    ...{
      openConversationId,
      openItem,
      openConversation,
      router,
      overlay,
      lastRoute,
      shownPersonId,
      showPerson,
    },
    ...{ requestedMessage, endMessageRequest, foldersOfId, showFoldersOf },
    // Guests look nobody up.
    setOverlay: (next) => setOverlay(next !== null && isGuest() && next !== "shortcuts" ? null : next),
    openMessage: (conversationId, seq) => {
      setRequestedMessage({ conversationId, seq });
      const route = router.route();
      const isBeside = route.page === "inbox" && route.conversationId === conversationId && isWide();
      if (!isBeside) openConversation(conversationId);
    },
    group: createGroupModel(client, {
      conversationId: openConversationId,
      item: openItem,
      session,
      connection,
    }),
    openPage: (page) => {
      setOverlay(null);
      router.navigate(lastRoute(page));
    },
    openDirect: async (userId) => {
      const { conversation } = await client.conversations.openDirect({ userId });
      openConversation(conversation.id);
    },
  };
}

/** Where one was last on each page; its top where one has not been. */
function createLastRoutes(router: Router): (page: MainPageName) => Route {
  const [visited, setVisited] = createSignal<Readonly<Partial<Record<PageName, Route>>>>({});
  createComputed(() => {
    const route = router.route();
    setVisited((before) => ({ ...before, [route.page]: route }));
  });
  return (page) => visited()[page] ?? topOf(page);
}

export const AppContext = createContext<App>();

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error("useApp needs an AppContext around it");
  return app;
}
