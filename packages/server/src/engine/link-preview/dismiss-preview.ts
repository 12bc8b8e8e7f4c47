import { ParleyError } from "@parley/protocol";
import { assertLiving } from "../message/accept-change.ts";
import { accessMessage } from "../message/access-message.ts";
import { extrasOf, extraText } from "../message/message-extra.ts";
import type { WriteOperation } from "../operation.ts";
import { erasePreview } from "./erase-preview.ts";

export const dismissPreview: WriteOperation<"message.dismissPreview"> = {
  kind: "write",
  async run({ tx, ports }, actor, { conversationId, id }) {
    const { message } = await accessMessage(tx, actor, conversationId, id);
    if (message.senderId !== actor.userId) throw new ParleyError("forbidden");
    if (message.body === null) throw new ParleyError("not_found");
    const { linkPreview, ...extras } = extrasOf(message);
    if (extras.hasNoPreview === true) return {};
    await assertLiving(tx, conversationId);
    const { rev, seq } = message;
    const at = ports.clock.now();
    if (linkPreview !== undefined) await erasePreview(tx, { conversationId, id, seq }, linkPreview, at);
    const body = JSON.stringify({ seq, id, linkPreview: null, hasNoPreview: true });
    const name = "message.linkPreviewChanged";
    await tx.log.append({ conversationId, name, actorId: actor.userId, at, body });
    await tx.log.setExtra(conversationId, rev, extraText({ ...extras, hasNoPreview: true }));
    return {};
  },
};
