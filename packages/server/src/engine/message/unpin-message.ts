import type { WriteOperation } from "../operation.ts";
import { accessPinning } from "./access-pinning.ts";
import { extrasOf, extraText } from "./message-extra.ts";

export const unpinMessage: WriteOperation<"message.unpin"> = {
  kind: "write",
  async run({ tx, ports }, actor, { conversationId, id }) {
    const message = await accessPinning(tx, ports, actor, conversationId, id);
    const { pinnedAt, ...others } = extrasOf(message);
    if (pinnedAt === undefined) return {};
    const { seq, rev } = message;
    const at = ports.clock.now();
    const body = JSON.stringify({ seq, id });
    await tx.log.append({ conversationId, name: "message.unpinned", actorId: actor.userId, at, body });
    await tx.pinnedMessages.remove(conversationId, rev);
    await tx.log.setExtra(conversationId, rev, extraText(others));
    return {};
  },
};
