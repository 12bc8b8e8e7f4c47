import { limits, ParleyError } from "@parley/protocol";
import type { WriteContext } from "../operation.ts";
import { tellRequests } from "./tell-request.ts";

interface Asking {
  readonly conversationId: number;
  /** Who would come in. */
  readonly userIds: readonly number[];
  readonly actorId: number;
  /** What the one who would come in says themselves. */
  readonly own?: { readonly message: string | null };
}

/**
 * People would come into a group where an admin decides: by their own doing with what they say (`own`), or by a member's,
 * who changes nothing of what they asked themselves (GRP-23, GRP-25). Callers hold the group. @throws limit_reached
 */
export async function keepRequests(
  context: Pick<WriteContext, "tx" | "ports">,
  { actorId, conversationId, own, userIds }: Asking,
): Promise<void> {
  const { tx, ports } = context;
  if (userIds.length === 0) return;
  const known = new Map(
    (await tx.invites.requestsOf(conversationId, userIds)).map((request) => [request.userId, request]),
  );
  const message = own?.message ?? null;
  // Clicked again it is the same request.
  const isSame = (userId: number) =>
    known.has(userId) && (own === undefined || known.get(userId)?.message === message);
  const changed = userIds.filter((userId) => !isSame(userId));
  const added = changed.filter((userId) => !known.has(userId));
  const countBefore = await tx.invites.countRequests(conversationId);
  if (added.length > 0 && countBefore + added.length > limits.joinRequestsPendingMax) {
    throw new ParleyError("limit_reached");
  }
  const createdAt = ports.clock.now();
  const requests = changed.map((userId) => ({ userId, message, createdAt }));
  await tx.invites.putRequests(conversationId, requests);
  let requestCount = countBefore;
  const changes = requests.map((request) => {
    if (!known.has(request.userId)) requestCount += 1;
    return { userId: request.userId, request, requestCount };
  });
  await tellRequests(context, { conversationId, actorId, changes });
}
