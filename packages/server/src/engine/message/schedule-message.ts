import { limits, ParleyError } from "@parley/protocol";
import { acceptMessage } from "../contact/accept-message.ts";
import { accessMembership } from "../conversation/access-conversation.ts";
import type { WriteOperation } from "../operation.ts";
import type { StoredScheduled } from "../ports/store-scheduled-messages.ts";
import { acceptChange } from "./accept-change.ts";
import {
  assertTime,
  checkScheduled,
  publicScheduled,
  sentFields,
  tellScheduled,
} from "./scheduled-message.ts";
import { sendMessage } from "./send-message.ts";

export const scheduleMessage: WriteOperation<"message.schedule"> = {
  kind: "write",
  async run({ tx, ports }, actor, { sendAt, ...sent }) {
    const now = ports.clock.now();
    const { userId } = actor;
    const { conversationId, id } = sent;
    const message = sendMessage.prepare(ports, actor, sent);
    const member = await accessMembership(tx, actor, conversationId);
    // It holds the conversation, and so before the user, as the sending does.
    const sentBefore = await tx.log.findMessage(conversationId, id);
    await tx.users.lock(userId);
    const body = JSON.stringify(sentFields(message));
    const known = await tx.scheduledMessages.find({ userId, conversationId, id });
    if (known?.body === body && known.sendAt === sendAt) return { scheduled: publicScheduled(known) };
    if (known !== null || sentBefore !== null) throw new ParleyError("conflict");
    assertTime(sendAt, now, limits.scheduleAheadMsMax);
    await acceptChange(tx, ports, member);
    const isGroup = (await tx.groups.find(conversationId)) !== null;
    if (!isGroup) await acceptMessage(tx, ports.options, actor, conversationId);
    const { scheduledMessagesMax } = limits;
    if ((await tx.scheduledMessages.count(userId)) >= scheduledMessagesMax) {
      throw new ParleyError("limit_reached", { details: { scheduledMessagesMax } });
    }
    await checkScheduled({ tx, ports }, actor, message);
    const waiting: StoredScheduled = {
      ...{ userId, conversationId, id, body, sendAt, createdAt: now },
      ...{ failedAt: null, errorCode: null, toldRev: 0 },
    };
    const scheduled = publicScheduled(waiting);
    const toldRev = await tellScheduled(tx, now, waiting, { before: 0, scheduled });
    await tx.scheduledMessages.insert({ ...waiting, toldRev });
    return { scheduled };
  },
};
