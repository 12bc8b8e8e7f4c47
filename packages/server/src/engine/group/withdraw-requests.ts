import type { WriteContext } from "../operation.ts";
import { tellRequestsOver } from "./tell-request.ts";

/** Nobody asks more groups than a few; of whoever does, the others hear of it with the next request they get. */
const groupsTold = 50;

/** Somebody whose account ends asks no more to be let in anywhere, and those who decide are told (GRP-26). */
export async function withdrawRequests(
  context: Pick<WriteContext, "tx" | "ports">,
  userId: number,
): Promise<void> {
  const { tx } = context;
  for (const conversationId of await tx.invites.requestedBy(userId, groupsTold)) {
    await tx.conversations.hold(conversationId);
    await withdrawRequest(context, conversationId, userId);
  }
}

/** The same for one group, which callers hold; nothing where nothing was asked. */
export async function withdrawRequest(
  context: Pick<WriteContext, "tx" | "ports">,
  conversationId: number,
  userId: number,
): Promise<void> {
  const userIds = await context.tx.invites.removeRequests(conversationId, [userId]);
  await tellRequestsOver(context, { conversationId, actorId: userId, userIds });
}
