import { limits, ParleyError } from "@parley/protocol";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import type { WriteOperation } from "../operation.ts";
import { accessMessage } from "./access-message.ts";

export const hideMessage: WriteOperation<"message.hide"> = {
  kind: "write",
  async run({ tx, ports }, actor, { conversationId, ids }) {
    const seqs: number[] = [];
    for (const id of new Set(ids))
      seqs.push((await accessMessage(tx, actor, conversationId, id)).message.seq);
    const { added, count } = await tx.hiddenMessages.add(actor.userId, conversationId, seqs);
    if (added.length === 0) return {};
    const { hiddenMessagesMax } = limits;
    if (count > hiddenMessagesMax) throw new ParleyError("limit_reached", { details: { hiddenMessagesMax } });
    const body = { inConversationId: conversationId, seqs: added };
    await appendFeedEvents(tx, ports.clock.now(), [
      { userId: actor.userId, name: "message.hidden", actorId: actor.userId, body },
    ]);
    return {};
  },
};
