import { limits, ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { acceptChange } from "./accept-change.ts";
import { accessMessage } from "./access-message.ts";
import { extrasOf, extraText } from "./message-extra.ts";
import { isEmoji, reactionCount, withReactions } from "./reaction-policy.ts";

export const reactMessage: WriteOperation<"message.react"> = {
  kind: "write",
  async run({ tx, ports }, actor, { conversationId, id, emojis }) {
    if (!emojis.every(isEmoji)) throw new ParleyError("invalid_arguments", { details: { path: "/emojis" } });
    const { member, message } = await accessMessage(tx, actor, conversationId, id);
    if (message.body === null) throw new ParleyError("not_found");
    const { reactions: before = [], ...others } = extrasOf(message);
    const reactions = withReactions(before, actor.userId, emojis);
    if (JSON.stringify(reactions) === JSON.stringify(before)) return {};
    await acceptChange(tx, ports, member, { isForReaders: true });
    const { reactionsMax } = limits;
    if (reactionCount(reactions) > Math.max(reactionsMax, reactionCount(before))) {
      throw new ParleyError("limit_reached", { details: { reactionsMax } });
    }
    await tx.log.append({
      conversationId,
      name: "message.reacted",
      actorId: actor.userId,
      at: ports.clock.now(),
      body: JSON.stringify({ seq: message.seq, id, emojis: [...new Set(emojis)] }),
    });
    const extra = extraText(reactions.length === 0 ? others : { ...others, reactions });
    await tx.log.setExtra(conversationId, message.rev, extra);
    return {};
  },
};
