/**
 * `createClient`: the public interface of api.ts over the parts of client-parts.ts. Owns the life of a client: reading
 * the store, signing in and out, closing.
 */
import type { ParamsOf, ResultOf } from "@parley/protocol";
import type { AccountCalls, Client, ClientOptions, GuestCalls } from "./api.ts";
import { allCallGroups, callsOf } from "./call-groups.ts";
import type { CallsOf } from "./calls.ts";
import { fileCalls, outboxCalls, presenceCalls, signalCalls } from "./client-calls.ts";
import { assembleParts, type ClientParts } from "./client-parts.ts";
import { wireParts } from "./client-wiring.ts";
import { withUploads } from "./media/with-uploads.ts";
import { defaultPlatform } from "./platform/default-platform.ts";
import { forgetAll, forgetState } from "./session/forget.ts";
import type { SignInName } from "./session/session-keeper.ts";
import { TimelineWindow } from "./timeline/timeline.ts";

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

  const groups = withUploads(allCallGroups(call), parts.uploads);

  return {
    ...groups,
    ready,
    call,
    state: stateOf(parts),
    account: accountCalls(parts),
    guest: guestCalls(parts),
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
    outbox: outboxCalls(parts),
    ...fileCalls(parts),
    timeline: (conversationId, timelineOptions = {}) =>
      new TimelineWindow(conversationId, timelineOptions, {
        ...parts,
        isBehind: parts.synchronizer.isBehind,
      }),
    user: (id) => users.get(id),
    setDraft: (conversationId, text, replyTo) => drafts.set(conversationId, text, replyTo),
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
    folders: parts.folders,
    scheduled: parts.scheduled,
    stickerPacks: parts.stickerPacks,
    onlineUserIds: parts.signals.online,
    typing: parts.signals.typing,
    recording: parts.signals.recording,
    receipts: parts.signals.receipts,
    delivered: parts.signals.delivered,
    attachments: parts.attachments.all,
    drafts: parts.drafts.all,
  };
}

/** Shows what was known at the last visit, then connects. */
async function restore(parts: ClientParts, options: ClientOptions): Promise<void> {
  const { conversations, drafts, keeper, link, outbox, peers, ownFeed, store, synchronizer, users } = parts;
  peers.on("session", () => void followSession(parts));
  const stored = await store.load();
  if (parts.connection.get().status === "closed") return;
  if (stored.session === null && options.token === undefined) {
    // A page ended while somebody signed out: what is left is nobody's.
    if (stored.own !== null || stored.heads.length + stored.drafts.length > 0) await forgetAll(parts);
    return keeper.restore(stored);
  }
  conversations.selfId = stored.session?.user.id ?? 0;
  users.add(stored.users);
  for (const id of stored.historyIds) parts.storedHistoryIds.add(id);
  drafts.restore(stored.drafts);
  for (const head of stored.heads) conversations.mergeHead(head);
  if (stored.own !== null) ownFeed.restore(stored.own);
  if (stored.cursor !== null) synchronizer.restore(stored.cursor);
  parts.readPositions.restore(stored.reads);
  outbox.restore(stored.outbox);
  keeper.restore(stored);
  link.start();
}

async function close(parts: ClientParts): Promise<void> {
  const {
    attachments,
    link,
    outbox,
    ownFeed,
    persister,
    store,
    synchronizer,
    signals,
    readPositions,
    users,
  } = parts;
  outbox.close();
  await attachments.close();
  ownFeed.close();
  synchronizer.close();
  signals.clear();
  await persister.flush();
  await ownFeed.flush();
  readPositions.stop();
  parts.drafts.stop();
  parts.stopInbox();
  users.close();
  link.stop({ status: "closed" });
  await store.storage.close().catch(() => undefined);
}

/** Loaded by the first who signs in. */
const signingIn = () => import("./session/signing-in.ts");

async function signIn<N extends SignInName>(
  parts: ClientParts,
  name: N,
  args: ParamsOf<N>,
): Promise<ResultOf<N>> {
  return (await signingIn()).signIn(parts, name, args);
}

function guestCalls(parts: ClientParts): GuestCalls {
  const calls = async () => (await signingIn()).guestCalls(parts);
  return {
    create: async (args) => (await calls()).create(args),
    resume: async (args) => (await calls()).resume(args),
    upgrade: async (args) => (await calls()).upgrade(args),
    mergeInto: async (args) => (await calls()).mergeInto(args),
  };
}

function signInCalls(parts: ClientParts, calls: CallsOf<"signIn">): CallsOf<"signIn"> {
  const own: Pick<CallsOf<"signIn">, "request" | "complete"> = {
    request: async (args) => (await signingIn()).signInCalls(parts).request(args),
    complete: async (args) => (await signingIn()).signInCalls(parts).complete(args),
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
