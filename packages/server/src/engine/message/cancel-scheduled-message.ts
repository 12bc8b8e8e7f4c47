import { ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { tellScheduled } from "./scheduled-message.ts";

export const cancelScheduledMessage: WriteOperation<"message.cancelScheduled"> = {
  kind: "write",
  async run({ tx, ports }, { userId }, { conversationId, id }) {
    const now = ports.clock.now();
    const place = { userId, conversationId, id };
    const waiting = await tx.scheduledMessages.find(place);
    if (waiting === null) {
      const sent = await tx.log.findMessage(conversationId, id);
      // Only its author learns that it was sent.
      if (sent?.senderId === userId) throw new ParleyError("conflict");
      return {};
    }
    await tx.scheduledMessages.remove(place);
    await tx.media.endUses({ conversationId, messageId: id }, now);
    await tellScheduled(tx, now, place, { before: waiting.toldRev, scheduled: null });
    return {};
  },
};
