/** Whether the receiver of a webhook was told everything, as HOOK-3 promises. */
import type { Check } from "./evidence.ts";

/**
 * Every message of every conversation is told, what the log says of it, and never one before those ahead of it were
 * taken; told again it goes on in order from somewhere before.
 */
export const toldInOrder: Check = ({ database, history }) => {
  const faults: string[] = [];
  const expected = new Map(
    [...database.conversations.values()].map(({ events, id }) => [
      id,
      events.filter(({ message }) => message),
    ]),
  );
  const reached = new Map<number, number>();
  for (const { conversationId, events, isTaken } of history.deliveries) {
    const messages = expected.get(conversationId) ?? [];
    let next = reached.get(conversationId) ?? 0;
    for (const { rev, print } of events) {
      const place = messages.findIndex((message) => message.rev === rev);
      if (place < 0 || messages[place]?.print !== print)
        faults.push(`told of ${conversationId}: ${history.prints.textOf(print)}, which its log does not say`);
      else if (place > next) faults.push(`rev ${rev} of ${conversationId} was told before those ahead of it`);
      next = Math.max(next, place + 1);
    }
    if (isTaken) reached.set(conversationId, next);
  }
  for (const [id, messages] of expected) {
    const count = reached.get(id) ?? 0;
    if (count < messages.length)
      faults.push(`of conversation ${id} ${count} of ${messages.length} were told`);
  }
  return faults;
};
