/**
 * The only way to a conversation for an actor: the actor's own membership. It answers `not_found` rather than reveal that
 * something exists (CALL-7, CONV-4).
 */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import type { Reader } from "../ports/store.ts";
import type { StoredMember } from "../ports/store-conversations.ts";
import { canRead } from "./member-policy.ts";

/** The actor's own membership, if it lets the actor see the conversation. */
export async function accessMembership(
  reader: Reader,
  actor: UserActor,
  conversationId: number,
): Promise<StoredMember> {
  const member = await reader.members.find(conversationId, actor.userId);
  if (member === null || !canRead(member.status)) throw new ParleyError("not_found");
  return member;
}
