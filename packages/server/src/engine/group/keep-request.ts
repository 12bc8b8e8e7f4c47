import { limits, ParleyError } from "@parley/protocol";
import type { WriteContext } from "../operation.ts";
import { tellRequests } from "./tell-request.ts";

interface Asking {
  readonly conversationId: number;
  /** Who would come in. */
  readonly userId: number;
  readonly actorId: number;
  /** What they say themselves. */
  readonly own?: { readonly message: string | null };
}

/**
 * Somebody would come into a group where an admin decides: by their own doing with what they say (`own`), or by a
 * member's, who changes nothing of what they asked themselves (GRP-23, GRP-25). Callers hold the group. @throws limit_reached
 */
export async function keepRequest(
  context: Pick<WriteContext, "tx" | "ports">,
  { actorId, conversationId, own, userId }: Asking,
): Promise<void> {
  const { tx, ports } = context;
  const [first] = await tx.invites.requests(conversationId, userId - 1, 1);
  const known = first?.userId === userId ? first : undefined;
  const message = own?.message ?? null;
  // Clicked again it is the same request.
  if (known !== undefined && (own === undefined || known.message === message)) return;
  if (known === undefined) {
    const count = await tx.invites.countRequests(conversationId);
    if (count >= limits.joinRequestsPendingMax) throw new ParleyError("limit_reached");
  }
  const request = { userId, message, createdAt: ports.clock.now() };
  await tx.invites.putRequest(conversationId, request);
  await tellRequests(context, { conversationId, actorId, userIds: [userId], request });
}
