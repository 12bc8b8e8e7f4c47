/** Whether what a member does at this moment is told to the others of the conversation (CONT-35, GRP-35). */
import type { UserActor } from "../actor.ts";
import { accessMembership } from "../conversation/access-conversation.ts";
import type { Reader } from "../ports/store.ts";

/** False where nobody is to hear of it: who signals is told nothing of that either. @throws not_found */
export async function isSignalHeard(
  reader: Reader,
  actor: UserActor,
  conversationId: number,
): Promise<boolean> {
  const { isHiding, status } = await accessMembership(reader, actor, conversationId);
  if (isHiding || status === "locked") return false;
  // A member hides from the other side of a direct conversation alone, so two are enough to look at.
  const members = await reader.members.page(conversationId, 0, 2);
  return !members.some((member) => member.isHiding);
}
