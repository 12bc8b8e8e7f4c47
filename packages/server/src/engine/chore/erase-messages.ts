import type { Ports } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { MessageErasure } from "../ports/store-own-records.ts";
import type { Chore } from "./chore.ts";

/** Events looked through, and messages erased, in one transaction: a few ms of the writer. */
const revsPerPart = 2_000;
const messagesPerPart = 100;

/** Recalls the messages of deleted users, where the server is set so: everybody's clients drop them at once (ACC-43). */
export const eraseMessages: Chore = {
  name: "chore: erase messages",
  everyMs: 5_000,
  async run({ tx, ports }) {
    const erasure = await tx.messageErasures.next();
    if (erasure === null) return false;
    await erasePart(tx, ports, erasure);
    return true;
  },
};

async function erasePart(tx: Transaction, ports: Ports, erasure: MessageErasure): Promise<void> {
  const { userId, conversationId, afterRev, lastRev } = erasure;
  const uptoRev = Math.min(afterRev + revsPerPart, lastRev);
  const range = { conversationId, userId, afterRev, uptoRev, limit: messagesPerPart };
  const messages = (await tx.log.ownMessages(range)).map((text) => JSON.parse(text) as OwnMessage);
  for (const { id, seq, recalledAt } of messages) {
    if (recalledAt !== undefined) continue;
    const at = ports.clock.now();
    const body = JSON.stringify({ seq, id });
    const { rev } = await tx.log.append({
      conversationId,
      name: "message.recalled",
      actorId: userId,
      at,
      body,
    });
    await tx.log.eraseMessage(conversationId, id, rev, at);
  }
  const seenRev = messages.length < messagesPerPart ? uptoRev : (messages.at(-1)?.rev ?? uptoRev);
  // What is told of the erasures comes after `lastRev`, and holds no message.
  if (seenRev >= lastRev) await tx.messageErasures.end(erasure);
  else await tx.messageErasures.advance(erasure, seenRev);
}

interface OwnMessage {
  readonly rev: number;
  readonly seq: number;
  readonly id: string;
  readonly recalledAt?: number;
}
