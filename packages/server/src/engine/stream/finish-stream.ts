/** A text that was being written is whole, or as whole as it will be (STRM-3, STRM-4). Callers hold the conversation. */
import type { TextContent } from "@parley/protocol";
import { eraseMessage } from "../message/erase-message.ts";
import type { Transaction } from "../ports/store.ts";
import type { StoredStream } from "../ports/store-contents.ts";

export async function finishStream(tx: Transaction, stream: StoredStream, at: number): Promise<void> {
  const { conversationId, rev: messageRev, messageId: id, senderId: actorId, text } = stream;
  const message = await tx.log.findMessage(conversationId, id);
  if (message === null || message.body === null) return;
  const { seq } = message;
  const event = { conversationId, actorId, at } as const;
  if (text.trim() === "") {
    const { rev } = await tx.log.append({
      ...event,
      name: "message.recalled",
      body: JSON.stringify({ seq, id }),
    });
    await eraseMessage(tx, { conversationId, id, seq, rev: messageRev }, rev, at);
    return;
  }
  const { type: _, ...format } = JSON.parse(message.body) as Pick<TextContent, "type" | "format">;
  const body = JSON.stringify({ type: "text", text, ...format });
  const told = `{"seq":${seq},"id":"${id}","content":${body}}`;
  const { rev } = await tx.log.append({ ...event, name: "message.finished", body: told });
  await tx.log.setBody(conversationId, messageRev, body);
  await tx.streams.end(conversationId, messageRev, rev);
}
