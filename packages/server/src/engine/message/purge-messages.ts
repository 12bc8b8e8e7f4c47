/**
 * Erases what a conversation keeps no longer (RET-1 .. RET-4), from its oldest message on: all up to one number, so that
 * one event tells of it. A part is short, because whoever sends to the conversation waits for it.
 */
import type { Message } from "@parley/protocol";
import { systemUserId } from "../actor.ts";
import type { Ports } from "../operation.ts";
import type { Reader, Transaction } from "../ports/store.ts";
import type { RetainedConversation } from "../ports/store-retention.ts";
import { eraseMessage } from "./erase-message.ts";

export const purgedPerPart = 50;

/** The shorter of both; 0: for ever. */
export function keptMs(serverMs: number, groupMs: number | null): number {
  if (groupMs === null || groupMs === 0) return serverMs;
  return serverMs === 0 ? groupMs : Math.min(serverMs, groupMs);
}

/** The oldest messages that are not kept any longer, ascending. */
export async function overdueMessages(
  reader: Reader,
  ports: Ports,
  { conversationId, purgedSeq, retentionMs }: RetainedConversation,
  limit: number,
): Promise<Message[]> {
  const ms = keptMs(ports.options.messagesKeptMs, retentionMs);
  if (ms === 0) return [];
  const texts = await reader.log.page(conversationId, { beforeSeq: null, afterSeq: purgedSeq, limit });
  const messages = texts.map((text) => JSON.parse(text) as Message);
  const before = ports.clock.now() - ms;
  const firstKept = messages.findIndex(({ sentAt }) => sentAt >= before);
  return firstKept < 0 ? messages : messages.slice(0, firstKept);
}

/** Erases a part of what is overdue. */
export async function purgeMessages(tx: Transaction, ports: Ports, conversationId: number): Promise<void> {
  await tx.conversations.hold(conversationId);
  const kept = await tx.retention.find(conversationId);
  if (kept === null) return;
  const overdue = await overdueMessages(tx, ports, kept, purgedPerPart);
  const last = overdue.at(-1);
  if (last === undefined) return;
  const at = ports.clock.now();
  const body = JSON.stringify({ throughSeq: last.seq });
  const name = "conversation.purged";
  const { rev } = await tx.log.append({ conversationId, name, actorId: systemUserId, at, body });
  for (const message of overdue) {
    if (message.content !== null) await eraseMessage(tx, { conversationId, ...message }, rev, at);
  }
  await tx.retention.purge(conversationId, last);
}
