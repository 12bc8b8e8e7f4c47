/**
 * Puts a member out. The event that tells it is the barrier: nothing after it is theirs to see, whichever way they ask,
 * and nothing of theirs comes after it (INV-15, GRP-14).
 */
import type { Conversation } from "@parley/protocol";
import type { OpenedGroup } from "../group/access-group.ts";
import { currentConversation } from "../group/public-group.ts";
import type { WriteContext } from "../operation.ts";

export interface Dismissal {
  readonly actorId: number;
  readonly userId: number;
  readonly reason: "left" | "removed";
}

/** Callers hold the group. */
export async function dismissMember(
  { tx, ports }: Pick<WriteContext, "tx" | "ports">,
  { group, settings }: Pick<OpenedGroup, "group" | "settings">,
  { actorId, userId, reason }: Dismissal,
): Promise<Conversation> {
  const { id, lastRev } = group.conversation;
  await tx.groups.dismiss(id, userId, lastRev + 1);
  await tx.pictures.show(null, { kind: "member", conversationId: id, userId }, ports.clock.now());
  await tx.groups.recount(id, -1, !settings.hidesMembers);
  const conversation = await currentConversation(tx, id);
  const { rev } = await tx.log.append({
    conversationId: id,
    name: "member.removed",
    actorId,
    at: ports.clock.now(),
    body: JSON.stringify({ userId, reason, conversation }),
    removed: [userId],
  });
  if (rev !== lastRev + 1) throw new Error("a group that is held has moved");
  return conversation;
}
