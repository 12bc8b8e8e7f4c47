/**
 * The composition of a client: the one file that knows every concrete class of the SDK and joins them.
 * Owns no behaviour of its own beyond who is told what, in which order.
 */
import type { EventFrame, HelloResult, PushFrame } from "@parley/protocol";
import type { ClientOptions, ConnectionState } from "./api.ts";
import type { Call } from "./calls.ts";
import { defaultCallTimeoutMs, type Link, type LinkHandlers } from "./connection/link.ts";
import { lonePeers } from "./connection/lone-peers.ts";
import type { Peers } from "./connection/peers.ts";
import { SharedLink } from "./connection/shared-link.ts";
import { SocketLink } from "./connection/socket-link.ts";
import { inboxView } from "./inbox/inbox-view.ts";
import { ReadPositions } from "./inbox/read-positions.ts";
import { OutboxQueue } from "./outbox/outbox-queue.ts";
import type { Platform } from "./platform/platform.ts";
import { SessionKeeper } from "./session/session-keeper.ts";
import { Cell } from "./state/cell.ts";
import { Drafts } from "./state/drafts.ts";
import { PushHandlers } from "./state/push-handlers.ts";
import { Signals } from "./state/signals.ts";
import { ShownMessages } from "./state/timeline-message.ts";
import { Users } from "./state/users.ts";
import { LocalStore } from "./storage/local-store.ts";
import { memoryStorage } from "./storage/memory-storage.ts";
import { Persister } from "./storage/persister.ts";
import { Conversations } from "./sync/conversations.ts";
import { Histories } from "./sync/histories.ts";
import { Synchronizer } from "./sync/synchronizer.ts";
import { PageLoader } from "./timeline/page-loader.ts";

export type ClientParts = ReturnType<typeof assembleParts>;

export function assembleParts(options: ClientOptions, platform: Platform) {
  const url = (options.url ?? platform.origin ?? "").replace(/\/+$/, "");
  if (url === "") throw new Error("createClient needs a url outside a browser");
  const name = options.name ?? `parley:${url}`;
  const store = new LocalStore(openStorage(options, platform, name), platform);
  const { device, token } = options;
  const keeper = new SessionKeeper({ url, platform, store, device, token });
  const handlers: LinkHandlers = {
    onReady: (hello) => onReady(hello),
    onPushes: (pushes) => synchronizer.takePushes(pushes),
    onCatchUp: () => synchronizer.catchUp(),
  };
  const { link, peers } = openLink(options, platform, { name, url, keeper, handlers });
  const call: Call = (method, args?: unknown, callOptions?: { timeoutMs?: number }) =>
    link.call(method, args ?? {}, callOptions?.timeoutMs ?? defaultCallTimeoutMs) as never;
  const isOnline = () => link.state.get().status === "online";

  const conversations = new Conversations();
  const pushHandlers = new PushHandlers(platform);
  const users = new Users(call);
  const signals = new Signals(platform);
  const shown = new ShownMessages();
  const drafts = new Drafts(store, peers);
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
  const readPositions = new ReadPositions({ call, conversations, store, platform, isOnline });
  const outbox = new OutboxQueue({
    call,
    store,
    peers,
    platform,
    isOnline,
    selfId: () => conversations.selfId,
  });
  const addUsers = (found: HelloResult["user"][]) => {
    users.add(found);
    persister.markUsers(found);
  };
  const pages = new PageLoader({ call, conversations, signals, onUsers: (found) => addUsers([...found]) });
  const synchronizer = new Synchronizer({
    call,
    conversations,
    histories,
    platform,
    catchUp: options.catchUp ?? "local",
    onEvent: (event) => onEvent(event),
    onSignal: (push) => onSignal(push),
    onUsers: addUsers,
    onCursor: (cursor) => persister.markCursor(cursor),
    onReset: () => {
      histories.clear();
      storedHistoryIds.clear();
      void persister.clear();
    },
  });
  const inbox = inboxView({
    conversations,
    users,
    outbox,
    shown,
    isLoaded: () => synchronizer.isLoaded.get(),
  });
  const connection = new Cell<ConnectionState>(link.state.get());
  const readyListeners = new Set<() => void>();

  function onReady(hello: HelloResult): void {
    conversations.selfId = hello.user.id;
    addUsers([hello.user]);
    if (token !== undefined) keeper.takeUser(hello.user);
    synchronizer.ready(hello);
    for (const listener of readyListeners) listener();
  }

  function onEvent(event: EventFrame): void {
    if (event.ev === "message.sent") {
      users.get(event.senderId);
      signals.stopTyping(event.conversationId, event.senderId);
      const { id, rev, seq, sentAt } = event;
      if (event.senderId === conversations.selfId) outbox.confirm(id, { rev, seq, sentAt });
    }
    pushHandlers.tell(event);
  }

  function onSignal(push: PushFrame): void {
    if (push.ev === "member.typing" && push.userId !== conversations.selfId) signals.typed(push);
    if (push.ev === "user.presence") signals.presence(push);
    if (push.ev === "member.read") {
      const { conversationId, userId, readSeq } = push;
      if (userId !== conversations.selfId) signals.read(conversationId, userId, readSeq);
      else if (!conversations.moveReadPosition(conversationId, readSeq)) synchronizer.catchUp();
    }
    pushHandlers.tell(push);
  }

  function showConnection(): void {
    const state = link.state.get();
    connection.set(state.status === "online" && synchronizer.isBehind.get() ? { status: "behind" } : state);
  }

  link.state.subscribe(() => {
    showConnection();
    outbox.pump();
    readPositions.flush();
  });
  synchronizer.isBehind.subscribe(showConnection);
  synchronizer.isLoaded.subscribe(() => inbox.invalidate());
  users.all.subscribe(() => inbox.invalidate());
  outbox.entries.subscribe((entries) => {
    inbox.invalidate();
    for (const { conversationId, accepted } of entries) {
      const lastSeq = conversations.get(conversationId)?.head.lastSeq ?? 0;
      if (accepted !== undefined && accepted.seq <= lastSeq) outbox.settle(conversationId, lastSeq);
    }
  });
  conversations.onChange((id) => {
    inbox.invalidate();
    persister.markConversation(id);
    const known = conversations.get(id);
    if (known !== undefined) outbox.settle(id, known.head.lastSeq);
  });

  return {
    call,
    connection,
    conversations,
    drafts,
    histories,
    inbox,
    isOnline,
    keeper,
    link,
    outbox,
    pages,
    peers,
    persister,
    platform,
    pushHandlers,
    readPositions,
    /** The store was read. */
    ready: Promise.withResolvers<void>(),
    readyListeners,
    shown,
    signals,
    store,
    storedHistoryIds,
    synchronizer,
    users,
  };
}

function openStorage({ storage }: ClientOptions, platform: Platform, name: string) {
  if (storage !== undefined && storage !== "memory") return storage;
  return storage === "memory" || platform.openStorage === null ? memoryStorage() : platform.openStorage(name);
}

interface LinkParts {
  readonly name: string;
  readonly url: string;
  readonly keeper: SessionKeeper;
  readonly handlers: LinkHandlers;
}

function openLink(
  options: ClientOptions,
  platform: Platform,
  { name, url, keeper, handlers }: LinkParts,
): { link: Link; peers: Peers } {
  const openOwn = (own: LinkHandlers) =>
    new SocketLink({
      url: `${url.replace(/^http/, "ws")}/v1/connect`,
      platform,
      credentials: keeper,
      device: () => keeper.device(),
      handlers: own,
    });
  const { locks, openChannel } = platform;
  const mayShare = options.sharesConnection !== false && options.storage !== "memory";
  if (!mayShare || locks === null || openChannel === null) {
    return { link: openOwn(handlers), peers: lonePeers() };
  }
  const beforeLeading = () => keeper.reload();
  const channel = openChannel(name);
  const link = new SharedLink({ name, platform, locks, channel, handlers, openOwn, beforeLeading });
  return { link, peers: link };
}
