import { limits, ParleyError } from "@parley/protocol";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import type { WriteOperation } from "../operation.ts";
import { accessMessage } from "./access-message.ts";

export const saveMessage: WriteOperation<"message.save"> = {
  kind: "write",
  async run({ tx, ports }, actor, { conversationId, id }) {
    const { message } = await accessMessage(tx, actor, conversationId, id);
    if (message.recalledRev !== null) throw new ParleyError("not_found");
    // Held, so that those saved at once are counted one after the other (MSG-28).
    await tx.users.lock(actor.userId);
    const known = await tx.savedMessages.find(actor.userId, conversationId, message.rev);
    if (known !== null) return { savedAt: known.savedAt };
    const { savedMessagesMax } = limits;
    if ((await tx.savedMessages.count(actor.userId)) >= savedMessagesMax) {
      throw new ParleyError("limit_reached", { details: { savedMessagesMax } });
    }
    const savedAt = ports.clock.now();
    await tx.savedMessages.insert(actor.userId, { conversationId, rev: message.rev, savedAt });
    const body = { inConversationId: conversationId, id };
    await appendFeedEvents(tx, savedAt, [
      { userId: actor.userId, name: "message.saved", actorId: actor.userId, body },
    ]);
    return { savedAt };
  },
};
