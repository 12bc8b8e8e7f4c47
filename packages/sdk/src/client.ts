/**
 * `createClient`: the public interface of api.ts over the parts of client-parts.ts. Owns the life of a client: reading
 * the store, signing in and out, closing.
 */
import type { ParamsOf, ResultOf } from "@parley/protocol";
import type { AccountCalls, Client, ClientOptions, PresenceCalls, SignalCalls } from "./api.ts";
import { allCallGroups, callsOf } from "./call-groups.ts";
import type { CallsOf } from "./calls.ts";
import { assembleParts, type ClientParts } from "./client-parts.ts";
import { wireParts } from "./client-wiring.ts";
import { guestCalls } from "./guest-calls.ts";
import { withUploads } from "./media/with-uploads.ts";
import { defaultPlatform } from "./platform/default-platform.ts";
import type { SignInName } from "./session/session-keeper.ts";
import { DerivedCell } from "./state/cell.ts";
import { TimelineWindow } from "./timeline/timeline.ts";

/** A key press is told at most once in this time; a message ends what was told, so the next is told at once. */
const typingEveryMs = 3_000;

/** Makes a client. It reads its store and, when somebody is signed in, connects by itself. */
export function createClient(options: ClientOptions = {}): Client {
  const parts = assembleParts(options, { ...defaultPlatform(), ...options.platform });
  wireParts(parts);
  const { call, drafts, keeper, link, outbox, platform, readPositions, users } = parts;
  const ready = restore(parts, options);
  ready.then(parts.ready.resolve, parts.ready.reject);
  const stopWaking = platform.onWake(() => link.wake());
  const stopLosing = platform.onNetworkLost(() => link.loseNetwork());
  let closing: Promise<void> | null = null;

  const messages = new DerivedCell<ReturnType<Client["outbox"]["messages"]["get"]>>([], () =>
    outbox.entries.get().map((entry) => parts.shown.ofEntry(entry, parts.conversations.selfId)),
  );
  outbox.entries.subscribe(() => messages.invalidate());
  const groups = withUploads(allCallGroups(call), parts.uploads);

  return {
    ...groups,
    ready,
    call,
    state: stateOf(parts),
    account: accountCalls(parts),
    guest: guestCalls(parts, (name, args) => signIn(parts, name, args)),
    oidc: Object.assign(Object.create(groups.oidc) as Client["oidc"], {
      begin: (args: ParamsOf<"oidc.begin">) => keeper.ask("oidc.begin", args),
      complete: (args: ParamsOf<"oidc.complete">) => signIn(parts, "oidc.complete", args),
    }),
    signIns: signInCalls(parts, groups.signIns),
    server: { info: () => keeper.ask("server.info", {}) },
    setup: { claim: (args: ParamsOf<"setup.claim">) => signIn(parts, "setup.claim", args) },
    inbox: Object.assign(Object.create(groups.inbox) as Client["inbox"], {
      markRead: ({ conversationId, seq }: ParamsOf<"inbox.markRead">) =>
        readPositions.move(conversationId, seq),
    }),
    messages: Object.assign(Object.create(groups.messages) as Client["messages"], {
      send: ({ conversationId, content, ...extras }: Parameters<Client["messages"]["send"]>[0]) =>
        outbox.send(conversationId, content, extras),
    }),
    signals: signalCalls(parts),
    presence: presenceCalls(parts),
    outbox: {
      messages,
      send: (conversationId, content, extras) => outbox.send(conversationId, content, extras),
      retry: (id) => outbox.retry(id),
      discard: (id) => outbox.discard(id),
    },
    timeline: (conversationId, timelineOptions = {}) =>
      new TimelineWindow(conversationId, timelineOptions, {
        ...parts,
        isBehind: parts.synchronizer.isBehind,
      }),
    user: (id) => users.get(id),
    setDraft: (conversationId, text) => drafts.set(conversationId, text),
    on: (name, handler) => parts.pushHandlers.on(name, handler),
    retryNow: () => link.wake(),
    close() {
      stopWaking();
      stopLosing();
      closing ??= close(parts);
      return closing;
    },
  };
}

function stateOf(parts: ClientParts): Client["state"] {
  return {
    connection: parts.connection,
    session: parts.keeper.session,
    inbox: parts.inbox,
    users: parts.users.all,
    contacts: parts.contacts,
    requests: parts.requests,
    account: parts.account,
    settings: parts.settings,
    scheduled: parts.scheduled,
    onlineUserIds: parts.signals.online,
    typing: parts.signals.typing,
    drafts: parts.drafts.all,
  };
}

/** Shows what was known at the last visit, then connects. */
async function restore(parts: ClientParts, options: ClientOptions): Promise<void> {
  const { conversations, drafts, keeper, link, outbox, peers, ownFeed, store, synchronizer, users } = parts;
  peers.on("session", () => void followSession(parts));
  const stored = await store.load();
  if (parts.connection.get().status === "closed") return;
  conversations.selfId = stored.session?.user.id ?? 0;
  users.add(stored.users);
  for (const id of stored.historyIds) parts.storedHistoryIds.add(id);
  for (const head of stored.heads) conversations.mergeHead(head);
  if (stored.own !== null) ownFeed.restore(stored.own);
  if (stored.cursor !== null) synchronizer.restore(stored.cursor);
  drafts.restore(stored.drafts);
  parts.readPositions.restore(stored.reads);
  outbox.restore(stored.outbox);
  keeper.restore(stored);
  if (stored.session !== null || options.token !== undefined) link.start();
}

async function close(parts: ClientParts): Promise<void> {
  const { link, outbox, ownFeed, persister, store, synchronizer, signals, readPositions, users } = parts;
  outbox.close();
  ownFeed.close();
  synchronizer.close();
  signals.clear();
  await persister.flush();
  await ownFeed.flush();
  readPositions.stop();
  users.close();
  link.stop({ status: "closed" });
  await store.storage.close().catch(() => undefined);
}

async function signIn<N extends SignInName>(
  parts: ClientParts,
  name: N,
  args: ParamsOf<N>,
): Promise<ResultOf<N>> {
  const { keeper } = parts;
  await parts.ready.promise;
  const result = await keeper.signIn(name, args);
  await become(parts, result.user.id);
  return result;
}

/** The session is this user's from now on; what was another one's is forgotten. */
async function become(parts: ClientParts, userId: number): Promise<void> {
  const { conversations, link, peers } = parts;
  const before = conversations.selfId;
  if (before !== 0 && before !== userId) {
    link.stop({ status: "signed-out" });
    await forgetAll(parts);
  }
  conversations.selfId = userId;
  peers.post("session", null);
  link.start();
}

/** A device that is to be let in by another one is not signed in yet when it asks. */
function signInCalls(parts: ClientParts, calls: CallsOf<"signIn">): CallsOf<"signIn"> {
  const { keeper } = parts;
  const own: Pick<CallsOf<"signIn">, "request" | "complete"> = {
    request: () => keeper.ask("signIn.request", { device: keeper.device() }),
    async complete(args) {
      await parts.ready.promise;
      const result = await keeper.ask("signIn.complete", args);
      if (result.signedIn !== undefined) {
        await keeper.adopt(result.signedIn);
        await become(parts, result.signedIn.user.id);
      }
      return result;
    },
  };
  return Object.assign(Object.create(calls) as CallsOf<"signIn">, own);
}

function accountCalls(parts: ClientParts): AccountCalls {
  const { keeper, link, peers } = parts;
  const calls = callsOf("account", parts.call);
  const own: Pick<AccountCalls, "register" | "login" | "sendCode" | "resetPassword" | "logout"> = {
    register: (args) => signIn(parts, "account.register", args),
    login: (args) => signIn(parts, "account.login", args),
    // A code for the account's own address is asked for by the account.
    sendCode: (args) =>
      args.purpose === "bind" ? calls.sendCode(args) : keeper.ask("account.sendCode", args),
    resetPassword: (args) => keeper.ask("account.resetPassword", args),
    async logout() {
      link.stop({ status: "signed-out" });
      const ended = keeper.signOut();
      await forgetAll(parts);
      await ended;
      peers.post("session", null);
    },
  };
  // All the others go over the wire as they are.
  return Object.assign(Object.create(calls) as CallsOf<"account">, own);
}

/** Another tab signed in or out. */
async function followSession(parts: ClientParts): Promise<void> {
  const { conversations, keeper, link } = parts;
  const before = conversations.selfId;
  await keeper.reload();
  const userId = keeper.session.get()?.user.id ?? 0;
  if (before !== 0 && before !== userId) forgetState(parts);
  conversations.selfId = userId;
  if (userId === 0) link.stop({ status: "signed-out" });
  else link.start();
}

function forgetState({
  drafts,
  histories,
  outbox,
  ownFeed,
  readPositions,
  signals,
  synchronizer,
  users,
}: ClientParts) {
  synchronizer.reset();
  ownFeed.reset();
  histories.clear();
  users.clear();
  signals.clear();
  drafts.clear();
  outbox.clear();
  readPositions.clear();
}

async function forgetAll(parts: ClientParts): Promise<void> {
  forgetState(parts);
  parts.conversations.selfId = 0;
  parts.storedHistoryIds.clear();
  await parts.persister.clear();
  await parts.ownFeed.clear();
  await parts.store.write([
    { table: "outbox", empty: true },
    { table: "drafts", empty: true },
    { table: "values", key: "reads" },
  ]);
}

function signalCalls({ call, conversations, isOnline, platform, pushHandlers }: ClientParts): SignalCalls {
  const toldAt = new Map<number, number>();
  pushHandlers.on("message.sent", ({ conversationId, senderId }) => {
    if (senderId === conversations.selfId) toldAt.delete(conversationId);
  });
  /** Whether it is to be told now. */
  const isDue = (conversationId: number) => {
    const now = platform.now();
    if (!isOnline() || now - (toldAt.get(conversationId) ?? 0) < typingEveryMs) return false;
    toldAt.set(conversationId, now);
    return true;
  };
  return {
    typing(args) {
      if (isDue(args.conversationId)) call("signal.typing", args).catch(() => undefined);
    },
    recording(args) {
      if (isDue(args.conversationId)) call("signal.recording", args).catch(() => undefined);
    },
  };
}

function presenceCalls({ call, isOnline, readyListeners, signals }: ClientParts): PresenceCalls {
  let watched: readonly number[] = [];
  const tell = () => {
    const userIds = [...watched];
    call("presence.watch", { userIds })
      .then(({ online }) => signals.online.set(new Set(online)))
      // A lost connection is followed by another, which tells again.
      .catch(() => undefined);
  };
  readyListeners.add(() => {
    if (watched.length > 0) tell();
  });
  return {
    watch({ userIds }) {
      watched = userIds;
      if (isOnline()) tell();
    },
  };
}
