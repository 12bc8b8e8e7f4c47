import { ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { assertLiving } from "./accept-change.ts";
import { accessMessage } from "./access-message.ts";
import { eraseMessage } from "./erase-message.ts";
import { recallRefusal } from "./message-policy.ts";

export const recallMessage: WriteOperation<"message.recall"> = {
  kind: "write",
  async run({ tx, ports }, actor, { conversationId, id }) {
    const { member, message } = await accessMessage(tx, actor, conversationId, id);
    const isAuthor = message.senderId === actor.userId;
    const author = isAuthor ? member : await tx.members.find(conversationId, message.senderId);
    const now = ports.clock.now();
    const refusal = recallRefusal({
      isAuthor,
      actorRole: member.role,
      authorRole: author?.role ?? null,
      sentAt: message.sentAt,
      now,
    });
    if (message.recalledRev !== null && refusal !== "forbidden") return { rev: message.recalledRev };
    if (refusal !== null) throw new ParleyError(refusal);
    await assertLiving(tx, conversationId);
    const { rev } = await tx.log.append({
      conversationId,
      name: "message.recalled",
      actorId: actor.userId,
      at: now,
      body: JSON.stringify({ seq: message.seq, id }),
    });
    await eraseMessage(tx, { conversationId, id, seq: message.seq, rev: message.rev }, rev, now);
    return { rev };
  },
};
