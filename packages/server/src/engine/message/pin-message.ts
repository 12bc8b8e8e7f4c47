import { limits, ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { accessPinning } from "./access-pinning.ts";
import { extrasOf, extraText } from "./message-extra.ts";

export const pinMessage: WriteOperation<"message.pin"> = {
  kind: "write",
  async run({ tx, ports }, actor, { conversationId, id }) {
    const message = await accessPinning(tx, ports, actor, conversationId, id);
    const extras = extrasOf(message);
    if (extras.pinnedAt !== undefined) return {};
    const { pinnedMessagesMax } = limits;
    if ((await tx.pinnedMessages.count(conversationId)) >= pinnedMessagesMax) {
      throw new ParleyError("limit_reached", { details: { pinnedMessagesMax } });
    }
    const { seq, rev } = message;
    const at = ports.clock.now();
    const body = JSON.stringify({ seq, id });
    await tx.log.append({ conversationId, name: "message.pinned", actorId: actor.userId, at, body });
    await tx.pinnedMessages.insert(conversationId, { rev, pinnedBy: actor.userId, pinnedAt: at });
    await tx.log.setExtra(conversationId, rev, extraText({ ...extras, pinnedAt: at }));
    return {};
  },
};
