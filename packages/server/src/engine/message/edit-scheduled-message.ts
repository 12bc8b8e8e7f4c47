import { limits, ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import {
  assertTime,
  checkScheduled,
  publicScheduled,
  replaceScheduled,
  type SentFields,
  sentFields,
} from "./scheduled-message.ts";
import { sendMessage } from "./send-message.ts";

export const editScheduledMessage: WriteOperation<"message.editScheduled"> = {
  kind: "write",
  async run({ tx, ports }, actor, { conversationId, id, content, sendAt }) {
    const now = ports.clock.now();
    const before = await tx.scheduledMessages.find({ userId: actor.userId, conversationId, id });
    if (before === null) throw new ParleyError("not_found");
    const sent = JSON.parse(before.body) as SentFields;
    const message = sendMessage.prepare(ports, actor, {
      ...sent,
      ...{ conversationId, id, content: content ?? sent.content },
    });
    const body = JSON.stringify(sentFields(message));
    const changes = { body, sendAt: sendAt ?? before.sendAt, failedAt: null, errorCode: null };
    const isSame = body === before.body && changes.sendAt === before.sendAt && before.failedAt === null;
    if (isSame) return { scheduled: publicScheduled(before) };
    if (sendAt !== undefined && sendAt !== before.sendAt) assertTime(sendAt, now, limits.scheduleAheadMsMax);
    if (content !== undefined) {
      await tx.media.endUses({ conversationId, messageId: id }, now);
      await checkScheduled({ tx, ports }, actor, message);
    }
    return { scheduled: await replaceScheduled(tx, now, before, changes) };
  },
};
