/** The only way to obtain a message for an actor; `not_found` rather than reveal that one exists (CALL-7, MSG-23). */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { accessMembership } from "../conversation/access-conversation.ts";
import type { Reader } from "../ports/store.ts";
import type { StoredMember } from "../ports/store-conversations.ts";
import type { StoredMessage } from "../ports/store-log.ts";

/** The message, with the actor's own membership in its conversation. */
export async function accessMessage(
  reader: Reader,
  actor: UserActor,
  conversationId: number,
  messageId: string,
): Promise<{ message: StoredMessage; member: StoredMember }> {
  const member = await accessMembership(reader, actor, conversationId);
  const message = await reader.log.findMessage(conversationId, messageId);
  if (message === null || message.seq <= member.firstSeq || message.seq > member.lastSeq)
    throw new ParleyError("not_found");
  return { message, member };
}
