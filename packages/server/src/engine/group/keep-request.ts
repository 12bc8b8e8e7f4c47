import { limits, ParleyError } from "@parley/protocol";
import type { WriteContext } from "../operation.ts";

/**
 * Somebody would come into a group where an admin decides: by their own doing with what they say (`message`), or by a
 * member's, who changes nothing of what they asked themselves (GRP-23, GRP-25). Callers hold the group. @throws limit_reached
 */
export async function keepRequest(
  { tx, ports }: Pick<WriteContext, "tx" | "ports">,
  conversationId: number,
  userId: number,
  own?: { readonly message: string | null },
): Promise<void> {
  const isKept = await tx.invites.hasRequest(conversationId, userId);
  if (isKept && own === undefined) return;
  if (!isKept) {
    const count = await tx.invites.countRequests(conversationId);
    if (count >= limits.joinRequestsPendingMax) throw new ParleyError("limit_reached");
  }
  const message = own?.message ?? null;
  await tx.invites.putRequest(conversationId, { userId, message, createdAt: ports.clock.now() });
}
