import type { WriteOperation } from "../operation.ts";
import { openConversation, publicConversation } from "./open-conversation.ts";

export const openNotes: WriteOperation<"conversation.openNotes"> = {
  kind: "write",
  async run({ tx, ports }, { userId }) {
    const now = ports.clock.now();
    const { conversationId, isNew } = await tx.conversations.openOnly(
      { kind: "notes", ownerId: userId },
      now,
    );
    if (isNew) {
      const self = { userId, role: "owner", status: "active" } as const;
      return { conversation: await openConversation(tx, conversationId, [self], userId, now) };
    }
    const stored = await tx.conversations.find(conversationId);
    if (stored === null) throw new Error("notes just found are not there");
    return { conversation: publicConversation(stored) };
  },
};
