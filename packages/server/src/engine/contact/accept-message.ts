/** Whether the other side of a direct conversation takes a message of somebody who may write by rules alone. */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import type { EngineOptions } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import { messageRefusal } from "./contact-policy.ts";
import { contactSettingsOf } from "./contact-settings.ts";
import { storedContact } from "./keep-contact.ts";

/** Callers hold the conversation. @throws not_accepted, of a block without saying so (CONT-33). */
export async function acceptMessage(
  tx: Transaction,
  options: EngineOptions,
  actor: UserActor,
  conversationId: number,
): Promise<void> {
  const members = await tx.members.page(conversationId, 0, 2);
  const receiverId = members.find(({ userId }) => userId !== actor.userId)?.userId;
  if (receiverId === undefined) return;
  const receiver = await tx.users.find(receiverId);
  // Disabled or deleted (ADM-6).
  if (receiver === null || !receiver.isEnabled) throw new ParleyError("not_accepted");
  const { isBlocked, isContact } = await storedContact(tx, receiverId, actor.userId);
  const { isFollowed } = await storedContact(tx, actor.userId, receiverId);
  const refusal = messageRefusal({
    senderRole: actor.role,
    isContact,
    isBlocked,
    isFollower: isFollowed,
    wroteLast: (await tx.conversations.newestAuthor(conversationId)) === actor.userId,
    settings: await contactSettingsOf(tx, options, receiverId),
  });
  if (refusal === "blocked") throw new ParleyError("not_accepted");
  if (refusal !== null) throw new ParleyError("not_accepted", { details: { rule: refusal } });
}
