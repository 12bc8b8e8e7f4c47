import type { Chore } from "../chore/chore.ts";
import type { Transaction } from "../ports/store.ts";
import type { FollowedEvent } from "../ports/store-log-cursors.ts";
import type { StoredWebhook } from "../ports/store-webhooks.ts";

/** A part takes some milliseconds, for which those who send wait at worst. */
const eventsPerPart = 256;
/** Lanes that are quiet for so long are forgotten; the next event makes a new one. */
const quietMs = 3_600_000;
const lanesPerPart = 100;

/**
 * Notes for each webhook up to where there is more to tell, in one transaction with the cursor: nothing is left out,
 * whatever ends in between and however many nodes there are (HOOK-3). What is told is read when it is told.
 */
export const followLog: Chore = {
  name: "chore: follow the log for webhooks",
  everyMs: 200,
  isDue: ({ reader }) => reader.logCursors.hasNews("webhooks"),
  async run({ tx, ports }) {
    // Nobody follows: the cursor is put at the end again by whoever makes the first webhook.
    if (!(await tx.webhooks.isAny())) return false;
    const { events, isMore } = await tx.logCursors.take("webhooks", eventsPerPart);
    const byConversation = Map.groupBy(events, ({ conversationId }) => conversationId);
    const following = await tx.webhooks.listFollowing([...byConversation.keys()]);
    const now = ports.clock.now();
    for (const [conversationId, news] of byConversation) {
      for (const webhook of following) await extend(tx, webhook, conversationId, news, now);
    }
    return isMore;
  },
};

async function extend(
  tx: Transaction,
  webhook: StoredWebhook,
  conversationId: number,
  events: readonly FollowedEvent[],
  now: number,
): Promise<void> {
  if (webhook.conversationId !== null && webhook.conversationId !== conversationId) return;
  const told: readonly string[] = webhook.events;
  const wanted = events.filter(({ name, at }) => told.includes(name) && at >= webhook.createdAt);
  const [first, last] = [wanted.at(0), wanted.at(-1)];
  if (first === undefined || last === undefined) return;
  if (webhook.conversationId === null && !webhook.includesDirect) {
    const conversation = await tx.conversations.find(conversationId);
    if (conversation === null || isPrivate(conversation.kind)) return;
  }
  await tx.webhooks.extend(webhook.id, conversationId, first.rev, last.rev, now);
}

function isPrivate(kind: string): boolean {
  return kind === "direct" || kind === "notes";
}

/** Forgets where quiet conversations were left: it is the end, and the next event tells it anew. */
export const forgetQuietLanes: Chore = {
  name: "chore: forget quiet webhook lanes",
  everyMs: 60_000,
  async run({ tx, ports }) {
    const before = ports.clock.now() - quietMs;
    return (await tx.webhooks.forgetDone(before, lanesPerPart)) === lanesPerPart;
  },
};
