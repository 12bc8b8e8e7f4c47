import type { MessageContent } from "@parley/protocol";
import {
  blockOf,
  lineOf,
  type MessageIndexer,
  type NewLines,
  type TakenMessage,
} from "../ports/store-message-index.ts";
import { marksOf, messageIndexVersion } from "./message-marks.ts";
import { searchableText } from "./searchable-text.ts";

/**
 * Lets messages be found that were sent since the last time (SRCH-8): a part at a time, in one transaction with the cursor, so
 * that none is taken twice or left out, whatever ends in between and however many nodes there are.
 */
export async function indexMessages(indexer: MessageIndexer): Promise<void> {
  let isMore = true;
  while (isMore) {
    isMore = await indexer.part(async (part) => {
      const taken = await part.take(messageIndexVersion, indexer.messagesPerPart);
      await part.add(newLines(taken.messages));
      return taken.isMore;
    });
  }
}

/** One addition a block. */
function newLines(messages: readonly TakenMessage[]): NewLines[] {
  const byBlock = new Map<string, NewLines>();
  for (const { conversationId, rev, sentAt, body } of messages) {
    const written = searchableText(JSON.parse(body) as MessageContent);
    const marks = written === null ? "" : marksOf(written);
    if (marks === "") continue;
    const number = blockOf(rev);
    const key = `${conversationId} ${number}`;
    const before = byBlock.get(key);
    byBlock.set(key, {
      ...{ conversationId, number },
      oldestAt: Math.min(before?.oldestAt ?? sentAt, sentAt),
      newestAt: Math.max(before?.newestAt ?? sentAt, sentAt),
      lines: (before?.lines ?? "") + lineOf(rev, marks),
    });
  }
  return [...byBlock.values()];
}
