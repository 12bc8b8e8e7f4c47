import { digestOf } from "../message/content.ts";
import type { Chore } from "./chore.ts";

const messagesPerPart = 50;

/**
 * Sends what is due in somebody's name (AUTO-4). Taken from its line and appended in one transaction: once, whatever
 * happens meanwhile. Who was disabled, or left the conversation, says nothing any more.
 */
export const sendDueMessages: Chore = {
  name: "chore: send due messages",
  everyMs: 300,
  isDue: ({ reader, ports }) => reader.dueMessages.hasDue(ports.clock.now()),
  async run({ tx, ports }) {
    const now = ports.clock.now();
    const due = await tx.dueMessages.take(now, messagesPerPart);
    for (const { id, conversationId, senderId, body } of due.toSorted(
      (left, right) => left.conversationId - right.conversationId,
    )) {
      const sender = await tx.users.find(senderId);
      if (sender?.isEnabled !== true) continue;
      await tx.log.appendAccepted({
        ...{ id, conversationId, senderId, body },
        ...{ sentAt: now, digest: digestOf(body) },
      });
    }
    return due.length === messagesPerPart;
  },
};
