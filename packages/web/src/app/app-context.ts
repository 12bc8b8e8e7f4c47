/**
 * What every feature may use: the SDK's client, its state as Solid signals, the route and the open overlay.
 * Made once by app.tsx. Invariant: there is no second copy of server state; features read these or the client.
 */
import type { Client, ConnectionState, InboxItem, InboxView, Session, User } from "@parley/sdk";
import type { Readable } from "@parley/sdk/api";
import { createContext, createMemo, createSignal, onCleanup, useContext } from "solid-js";
import { createRouter, type Router } from "./router.ts";

export type Overlay = "find-person" | "new-group" | "settings" | "shortcuts" | "switcher";

export interface App {
  readonly client: Client;
  readonly connection: () => ConnectionState;
  readonly session: () => Session | null | undefined;
  readonly inbox: () => InboxView;
  readonly users: () => ReadonlyMap<number, User>;
  readonly onlineUserIds: () => ReadonlySet<number>;
  readonly typing: () => ReadonlyMap<number, readonly number[]>;
  readonly drafts: () => ReadonlyMap<number, string>;
  /** The line of the inbox that is open, if it is known. */
  readonly openItem: () => InboxItem | undefined;
  readonly router: Router;
  readonly overlay: () => Overlay | null;
  readonly setOverlay: (overlay: Overlay | null) => void;
  openConversation(conversationId: number): void;
  /** Opens the one conversation with a person. Rejects when that is not possible. */
  openDirect(userId: number): Promise<void>;
}

/** Follows a value of the SDK for as long as the owner lives. */
export function fromReadable<T>(readable: Readable<T>): () => T {
  const [value, setValue] = createSignal<T>(readable.get());
  onCleanup(readable.subscribe((next) => setValue(() => next)));
  return value;
}

export function createApp(client: Client): App {
  const router = createRouter();
  const [overlay, setOverlay] = createSignal<Overlay | null>(null);
  const inbox = fromReadable(client.state.inbox);
  const openItem = createMemo(() => {
    const id = router.route().conversationId;
    return inbox().items.find((item) => item.conversation.id === id);
  });
  const openConversation = (conversationId: number) => {
    setOverlay(null);
    router.navigate({ conversationId, isDetails: false });
  };
  return {
    client,
    connection: fromReadable(client.state.connection),
    session: fromReadable(client.state.session),
    inbox,
    users: fromReadable(client.state.users),
    onlineUserIds: fromReadable(client.state.onlineUserIds),
    typing: fromReadable(client.state.typing),
    drafts: fromReadable(client.state.drafts),
    openItem,
    router,
    overlay,
    setOverlay,
    openConversation,
    openDirect: async (userId) => {
      const { conversation } = await client.conversations.openDirect({ userId });
      openConversation(conversation.id);
    },
  };
}

export const AppContext = createContext<App>();

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error("useApp needs an AppContext around it");
  return app;
}
