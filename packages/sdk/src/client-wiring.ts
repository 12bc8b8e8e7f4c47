/**
 * Who is told what, and in which order, among the parts of a client. Owns no state. Invariant: a part hears of an event
 * only after `conversations` has taken it.
 */
import type { Account, EventFrame, HelloResult, PushFrame, User } from "@parley/protocol";
import type { ClientParts } from "./client-parts.ts";

export function wireParts(parts: ClientParts): void {
  wireHandlers(parts);
  wireChanges(parts);
  wirePeople(parts);
}

function wireHandlers(parts: ClientParts): void {
  const { handlers, histories, peers, ownFeed, persister, storedHistoryIds, synchronizer, users } = parts;
  const onUsers = (found: readonly User[]) => {
    users.add(found);
    persister.markUsers(found);
  };
  handlers.link.onReady = (hello) => greet(parts, hello);
  handlers.link.onPushes = (pushes) => synchronizer.takePushes(pushes);
  handlers.link.onCatchUp = () => synchronizer.catchUp();
  handlers.sync.onEvent = (event) => tellEvent(parts, event);
  handlers.sync.onSignal = (push) => tellSignal(parts, push);
  handlers.sync.onUsers = onUsers;
  handlers.sync.onCursor = (cursor) => persister.markCursor(cursor);
  handlers.sync.onReset = () => {
    histories.clear();
    ownFeed.reset();
    storedHistoryIds.clear();
    // The tab that writes clears as well, once: a later clearing would take what it has stored since.
    if (!peers.isLeader.get()) return;
    void persister.clear();
    void ownFeed.clear();
  };
}

function wireChanges(parts: ClientParts): void {
  const { connection, conversations, drafts, inbox, link, outbox, peers, persister, readPositions } = parts;
  const { synchronizer } = parts;
  const showConnection = () => {
    const state = link.state.get();
    connection.set(state.status === "online" && synchronizer.isBehind.get() ? { status: "behind" } : state);
  };
  link.state.subscribe(() => {
    showConnection();
    outbox.pump();
    readPositions.flush();
    drafts.flush();
  });
  let isTelling = false;
  synchronizer.isBehind.subscribe((isBehind) => {
    showConnection();
    if (isBehind || isTelling || !synchronizer.isLoaded.get()) return;
    isTelling = true;
    import("./inbox/delivered-positions.ts").then(
      ({ DeliveredPositions }) => new DeliveredPositions(parts),
      () => {
        isTelling = false;
      },
    );
  });
  peers.isLeader.subscribe(() => drafts.flush());
  synchronizer.isLoaded.subscribe(() => inbox.invalidate());
  parts.users.all.subscribe(() => inbox.invalidate());
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
    if (known === undefined) return;
    const { draft, lastMessage, lastSeq } = known.head;
    const isOurs = outbox.entries.get().some((entry) => entry.id === lastMessage?.id);
    drafts.take(id, draft, isOurs);
    outbox.settle(id, lastSeq);
  });
}

function wirePeople({
  account,
  contacts,
  folders,
  handlers,
  inbox,
  link,
  ownFeed,
  peers,
  requests,
  scheduled,
  settings,
  stickerPacks,
  synchronizer,
  users,
}: ClientParts): void {
  const show = () => {
    contacts.invalidate();
    requests.invalidate();
  };
  ownFeed.kept.subscribe(({ account: own }) => {
    show();
    inbox.invalidate();
    account.invalidate();
    settings.invalidate();
    scheduled.invalidate();
    folders.invalidate();
    if (own !== null) handlers.sync.onUsers([userOf(own)]);
  });
  ownFeed.isLoaded.subscribe(show);
  users.all.subscribe(() => contacts.invalidate());
  peers.isLeader.subscribe(() => ownFeed.distrustStore());
  link.state.subscribe(() => ownFeed.check());
  link.state.subscribe(() => stickerPacks.check());
  synchronizer.isBehind.subscribe(() => ownFeed.check());
}

function greet(parts: ClientParts, hello: HelloResult): void {
  parts.conversations.selfId = hello.user.id;
  parts.users.doubt();
  parts.drafts.aheadMs = hello.serverTime - parts.platform.now();
  parts.handlers.sync.onUsers([hello.user]);
  if (parts.hasOwnTokens) parts.keeper.takeUser(hello.user);
  parts.synchronizer.ready(hello);
  for (const listener of parts.readyListeners) listener();
}

function tellEvent(parts: ClientParts, event: EventFrame) {
  const { conversations, outbox, ownFeed, pushHandlers, signals, users } = parts;
  ownFeed.take(event);
  if (event.ev === "message.sent") {
    const { conversationId, id, senderId, rev, seq, sentAt } = event;
    users.get(senderId);
    signals.stopActing(conversationId, senderId);
    if (senderId === conversations.selfId) outbox.confirm(id, { rev, seq, sentAt });
    // Who sends has read up to there (CONV-6), and no signal says so.
    else signals.read(conversationId, senderId, seq);
  }
  if (event.ev === "conversation.created") {
    // The other person is the title of a direct conversation: known, if it can be, before anybody looks.
    users.get(conversations.get(event.conversationId)?.head.peerId ?? 0);
  }
  if (event.ev === "member.replaced") users.get(event.byUserId);
  if (event.ev === "conversation.purged") {
    const unread = conversations.get(event.conversationId)?.head.unread ?? 0;
    if (unread > 0) parts.synchronizer.catchUp();
  }
  if (event.ev === "stickerPack.changed") parts.stickerPacks.check();
  if (event.ev === "inbox.changed") keep(parts, event);
  // Whether a message that is gone mentioned the user is not known here any more.
  const mentions = conversations.get(event.conversationId)?.head.mentions ?? 0;
  const isGone = event.ev === "message.recalled" || event.ev === "message.expired";
  if (isGone && mentions > 0) parts.synchronizer.catchUp();
  if (event.ev === "message.hidden") hide(parts, event.inConversationId, event.seqs);
  pushHandlers.tell(event);
}

function keep(
  { conversations, histories, synchronizer }: ClientParts,
  { inConversationId, own }: EventFrame & { ev: "inbox.changed" },
): void {
  const before = conversations.get(inConversationId)?.head.own?.clearedSeq ?? 0;
  conversations.setOwn(inConversationId, own);
  // A head that was answered before this event and is taken after it would undo it.
  synchronizer.cycleAgain();
  if ((own.clearedSeq ?? 0) > before) histories.drop(inConversationId);
}

/** Stored history is forgotten where it is not at hand; what is left unread the server says. */
function hide(
  { conversations, histories, synchronizer }: ClientParts,
  conversationId: number,
  seqs: readonly number[],
): void {
  if (!conversations.get(conversationId)?.history) histories.drop(conversationId);
  conversations.hide(conversationId, seqs);
  synchronizer.catchUp();
}

function tellSignal(
  { conversations, handlers, pushHandlers, signals, synchronizer }: ClientParts,
  push: PushFrame,
) {
  if (push.ev === "member.typing" || push.ev === "member.recording") {
    const { conversationId, userId } = push;
    const kind = push.ev === "member.typing" ? null : push.kind;
    if (userId !== conversations.selfId) signals.acts(conversationId, userId, kind);
  }
  if (push.ev === "user.presence") signals.presence(push);
  if (push.ev === "draft.changed") {
    // A message that came meanwhile may have ended it: then the head says.
    const { lastSeq = 0 } = conversations.get(push.conversationId)?.head ?? {};
    if (lastSeq > push.lastSeq) synchronizer.catchUp();
    else conversations.setDraft(push.conversationId, push.draft);
  }
  if (push.ev === "member.delivered") {
    signals.arrived(push.conversationId, push.userId, push.deliveredSeq);
  }
  if (push.ev === "user.changed") handlers.sync.onUsers([push.user]);
  if (push.ev === "member.read") {
    const { conversationId, userId, readSeq } = push;
    if (userId !== conversations.selfId) signals.read(conversationId, userId, readSeq);
    else if (!conversations.moveReadPosition(conversationId, readSeq)) synchronizer.catchUp();
  }
  pushHandlers.tell(push);
}

/** What others see of it. */
function userOf({ id, uuid, username, nickname, avatar, role }: Account): User {
  return { id, uuid, username, nickname, avatar, role };
}
