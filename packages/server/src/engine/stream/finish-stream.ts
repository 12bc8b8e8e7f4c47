/** A text that was being written is whole, or as whole as it will be (STRM-3, STRM-4). Callers hold the conversation. */
import type { Content } from "@parley/protocol";
import { eraseMessage } from "../message/erase-message.ts";
import type { WriteContext } from "../operation.ts";
import type { StoredStream } from "../ports/store-contents.ts";
import { flagMessage } from "../screening/flag-message.ts";
import { screenedContent } from "../screening/screen-content.ts";
import { type StreamAnswer, wholeContent } from "./ask-about-stream.ts";

/**
 * Answers whether it stays: a text with a refused word, or that the operator's program refused, is recalled (SCR-6), and
 * so is one with nothing in it.
 */
export async function finishStream(
  { tx, ports }: Pick<WriteContext, "tx" | "ports">,
  stream: StoredStream,
  answer: StreamAnswer | null,
): Promise<"finished" | "recalled" | "refused"> {
  const at = ports.clock.now();
  const { conversationId, rev: messageRev, messageId: id, senderId: actorId, text } = stream;
  const message = await tx.log.findMessage(conversationId, id);
  const whole = wholeContent(message?.body ?? null, text);
  if (message === null || whole === null) return "recalled";
  const { seq } = message;
  const event = { conversationId, actorId, at } as const;
  const said: Content | null = answer === null ? whole : answer.content;
  const screened = said && screenedContent(ports.wordScreen.filter, said);
  const isRefused = screened === null || screened.isRefused;
  if (isRefused || text.trim() === "") {
    const { rev } = await tx.log.append({
      ...event,
      name: "message.recalled",
      body: JSON.stringify({ seq, id }),
    });
    await eraseMessage(tx, { conversationId, id, seq, rev: messageRev }, rev, at);
    return isRefused ? "refused" : "recalled";
  }
  const { content, isFlagged } = screened;
  const body = JSON.stringify(content);
  const told = `{"seq":${seq},"id":"${id}","content":${body}}`;
  const { rev } = await tx.log.append({ ...event, name: "message.finished", body: told });
  await tx.log.setBody(conversationId, messageRev, body);
  await tx.streams.end(conversationId, messageRev, rev);
  if (isFlagged) await flagMessage(tx, { conversationId, id, sentAt: at });
  return "finished";
}
