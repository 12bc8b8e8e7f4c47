import { limits, ParleyError } from "@parley/protocol";
import type { Transaction } from "../ports/store.ts";
import type { AppendMessage } from "../ports/store-log.ts";

/** Of a message just appended whose text is still to be written; of others nothing. @throws limit_reached */
export async function beginStream(
  tx: Transaction,
  { conversationId, senderId, id, body, sentAt }: AppendMessage,
  rev: number,
): Promise<void> {
  if (!body.startsWith('{"type":"stream"')) return;
  await tx.users.lock(senderId);
  const { openStreamsMax } = limits;
  if ((await tx.streams.count(senderId)) >= openStreamsMax) {
    throw new ParleyError("limit_reached", { details: { openStreamsMax } });
  }
  await tx.streams.insert({ conversationId, rev, messageId: id, senderId, text: "" }, sentAt);
}
