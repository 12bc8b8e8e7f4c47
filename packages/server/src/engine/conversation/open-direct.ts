import { ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { openConversation, publicConversation } from "./open-conversation.ts";

export const openDirect: WriteOperation<"conversation.openDirect"> = {
  kind: "write",
  async run({ tx, ports }, actor, args) {
    const peer = args.userId === actor.userId ? null : await tx.users.find(args.userId);
    if (peer === null || !peer.isEnabled) throw new ParleyError("not_found");
    const now = ports.clock.now();
    const { conversationId, isNew } = await tx.conversations.openDirect([actor.userId, peer.id], now);
    if (!isNew) {
      const stored = await tx.conversations.find(conversationId);
      if (stored === null) throw new ParleyError("not_found");
      return { conversation: publicConversation(stored) };
    }
    const members = [actor.userId, peer.id].map(
      (userId) => ({ userId, role: "member", status: "active" }) as const,
    );
    return { conversation: await openConversation(tx, conversationId, members, actor.userId, now) };
  },
};
