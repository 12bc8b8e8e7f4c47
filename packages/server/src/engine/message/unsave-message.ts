import { appendFeedEvents } from "../feed/append-feed-events.ts";
import type { WriteOperation } from "../operation.ts";

export const unsaveMessage: WriteOperation<"message.unsave"> = {
  kind: "write",
  async run({ tx, ports }, actor, { conversationId, id }) {
    // Also of a conversation that the caller does not see any more: what was saved is the caller's own.
    const message = await tx.log.findMessage(conversationId, id);
    if (message === null) return {};
    if (!(await tx.savedMessages.remove(actor.userId, conversationId, message.rev))) return {};
    const body = { inConversationId: conversationId, id };
    await appendFeedEvents(tx, ports.clock.now(), [
      { userId: actor.userId, name: "message.unsaved", actorId: actor.userId, body },
    ]);
    return {};
  },
};
