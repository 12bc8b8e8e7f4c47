/**
 * Tells a peer what its user missed (DIA-10): the log after the cursor that is kept for the dialect, conversation by
 * conversation. Reads as the user, through the one door, so nothing is told that the user may not see.
 */
import { type EventFrame, type Head, ParleyError, type ResultOf } from "@parley/protocol";
import type { Caller, DialectHost } from "../dialect.ts";
import type { Ledger } from "./ledger.ts";
import type { OpenPeer } from "./open-peer.ts";
import { patiently } from "./patiently.ts";
import type { PositionKeeper } from "./position-keeper.ts";
import { loggedEvent } from "./shared-event.ts";

/** Of one conversation; what is older is in the history. */
const missedEventsMax = 500;
const pageSize = 200;

export interface CatchUpParts {
  readonly dialect: string;
  readonly positions: PositionKeeper;
  readonly call: DialectHost["call"];
}

export async function catchUp(parts: CatchUpParts, peer: OpenPeer, ledger: Ledger): Promise<void> {
  const { user } = peer;
  if (user === null) return;
  const caller: Caller = { actor: user, address: peer.address };
  const { cursors, mark } = await parts.positions.read(user.userId, parts.dialect);
  const known = new Map(cursors.map(({ conversationId, rev }) => [conversationId, rev]));
  const isFirst = mark === null;
  let since = mark;
  let hasMore = true;
  while (hasMore && !peer.isClosed) {
    const args = since === null ? {} : { since };
    const page = await patiently(() => parts.call(caller, "sync.heads", args));
    for (const head of page.heads) {
      const start = { taken: known.get(head.conversation.id), isFirst };
      await tellConversation(parts, caller, peer, ledger, head, start);
    }
    since = page.cursor;
    hasMore = page.hasMore;
  }
  if (!peer.isClosed && since !== null) ledger.caughtUp(since);
}

async function tellConversation(
  parts: CatchUpParts,
  caller: Caller,
  peer: OpenPeer,
  ledger: Ledger,
  head: Head,
  { taken, isFirst }: { readonly taken: number | undefined; readonly isFirst: boolean },
): Promise<void> {
  const { conversation, lastRev, readSeq, status } = head;
  // Nothing of it is theirs any more (GRP-14).
  if (status === "left") return;
  // The first time what was read elsewhere is no news; after it, whatever has no cursor is new as a whole.
  const isUnreadOnly = isFirst && taken === undefined;
  const end = ledger.missedBefore(conversation.id);
  const toldRev = Math.max(taken ?? 0, ledger.toldUpTo(conversation.id));
  let afterRev = Math.max(toldRev, lastRev - missedEventsMax);
  const sieve = createSieve(ledger, toldRev > 0);
  while (afterRev < Math.min(lastRev, end - 1) && !peer.isClosed) {
    const args = { conversationId: conversation.id, afterRev, limit: pageSize };
    const page = await patiently(() => rangeOf(parts, caller, args));
    for (const event of page.events as unknown as EventFrame[]) {
      if (event.rev >= end) return;
      afterRev = event.rev;
      if (isUnreadOnly && !isUnread(event, readSeq, peer.user?.userId)) continue;
      const since = { enteredAt: peer.enteredAt, isOfUntold: sieve.isOfUntold(event) };
      if (sieve.isNews(event)) await peer.tellMissed(loggedEvent(event, since), ledger);
      else ledger.toldFromLog({ conversationId: conversation.id, rev: event.rev });
    }
    if (page.events.length === 0) return;
  }
  if (isUnreadOnly) ledger.passedOver({ conversationId: conversation.id, rev: Math.min(lastRev, end - 1) });
}

interface Sieve {
  /** Whether it is still to be told. Asked of the events of one conversation in their order. */
  isNews(event: EventFrame): boolean;
  /** Whether it is a recall of what nobody here was told. */
  isOfUntold(event: EventFrame): boolean;
}

/** Where a message began the log has it as it is now: whole and edited, or taken back and empty. */
function createSieve(ledger: Ledger, wasToldBefore: boolean): Sieve {
  const texts = new Set<string>();
  const emptied = new Set<string>();
  return {
    isNews(event) {
      if (ledger.wasHeardLive(event)) return false;
      if (event.ev === "message.sent" && event.content?.type === "text") texts.add(event.id);
      if (event.ev === "message.sent" && event.content === null) emptied.add(event.id);
      const isLater = event.ev === "message.finished" || event.ev === "message.edited";
      return !(isLater && texts.has(event.id));
    },
    isOfUntold: (event) => event.ev === "message.recalled" && (!wasToldBefore || emptied.has(event.id)),
  };
}

/** Empty where they left it meanwhile: what is missed elsewhere must not wait for it. */
async function rangeOf(
  { call }: CatchUpParts,
  caller: Caller,
  args: { readonly conversationId: number; readonly afterRev: number; readonly limit: number },
): Promise<Pick<ResultOf<"sync.range">, "events">> {
  try {
    return await call(caller, "sync.range", args);
  } catch (error) {
    if (error instanceof ParleyError && error.code === "not_found") return { events: [] };
    throw error;
  }
}

/** Of a conversation of which nothing was read, that it is there is news too. */
function isUnread(event: EventFrame, readSeq: number, ownId: number | undefined): boolean {
  switch (event.ev) {
    case "message.sent":
      return event.seq > readSeq;
    case "conversation.created":
      return readSeq === 0;
    case "member.added":
      return readSeq === 0 && event.members.some(({ userId }) => userId === ownId);
    default:
      return false;
  }
}
