import { systemUserId } from "../actor.ts";
import { eraseMessage } from "../message/erase-message.ts";
import type { Ports } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { ExpiringMessage } from "../ports/store-expiring-messages.ts";
import type { Chore } from "./chore.ts";

const messagesPerPart = 50;
const expiredExtra = JSON.stringify({ isExpired: true });

/** Erases messages whose time is over, as a recall would (EXP-3): once, also where several nodes look. */
export const expireMessages: Chore = {
  name: "chore: expire messages",
  everyMs: 300,
  isDue: ({ reader, ports }) => reader.expiringMessages.hasDue(ports.clock.now()),
  async run({ tx, ports }) {
    const due = await tx.expiringMessages.take(ports.clock.now(), messagesPerPart);
    // Conversations in one order, because each is held.
    for (const message of due.toSorted(byPlace)) await expire(tx, ports, message);
    return due.length === messagesPerPart;
  },
};

const byPlace = (left: ExpiringMessage, right: ExpiringMessage) =>
  left.conversationId - right.conversationId || left.rev - right.rev;

async function expire(
  tx: Transaction,
  ports: Ports,
  { conversationId, id, seq, rev }: ExpiringMessage,
): Promise<void> {
  const message = await tx.log.findMessage(conversationId, id);
  if (message === null || message.body === null) return;
  const at = ports.clock.now();
  const body = JSON.stringify({ seq, id });
  const name = "message.expired";
  const expired = await tx.log.append({ conversationId, name, actorId: systemUserId, at, body });
  await eraseMessage(tx, { conversationId, id, seq, rev }, expired.rev, at);
  await tx.log.setExtra(conversationId, rev, expiredExtra);
}
