import type { Draft } from "@parley/protocol";
import { accessMembership } from "../conversation/access-conversation.ts";
import type { WriteOperation } from "../operation.ts";

/**
 * A draft changes with every few letters, so it is no event of the feed, which keeps all of them: heads show it, and a
 * signal tells the user's other devices.
 */
export const saveDraft: WriteOperation<"inbox.saveDraft"> = {
  kind: "write",
  async run({ tx, ports }, actor, { conversationId, text, replyTo, writtenAt }) {
    const { lastSeq } = await accessMembership(tx, actor, conversationId);
    await tx.users.lock(actor.userId);
    const known = await tx.drafts.find(conversationId, actor.userId);
    const now = ports.clock.now();
    const at = Math.min(writtenAt ?? now, now);
    if (known !== null && known.at > at) return { draft: known };
    const isEmpty = text.trim() === "" && replyTo === undefined;
    const draft: Draft | null = isEmpty ? null : { text, ...(replyTo === undefined ? {} : { replyTo }), at };
    if (known === null && draft === null) return { draft };
    await tx.drafts.set(conversationId, actor.userId, draft);
    const told = JSON.stringify({ ev: "draft.changed", conversationId, lastSeq, draft });
    tx.signal({ conversationId, text: told, userId: actor.userId, isForSelfOnly: true });
    return { draft };
  },
};
