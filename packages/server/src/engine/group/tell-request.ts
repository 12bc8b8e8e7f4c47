/** Tells of requests to be let into a group: those who decide, and in the end who asked (GRP-26). */
import type { JoinRequest, ParamsOf } from "@parley/protocol";
import { appendFeedEvents, type FeedEvent } from "../feed/append-feed-events.ts";
import type { WriteContext } from "../operation.ts";

/** Each of them is an event of the same transaction, which others wait for. */
const leadersToldMax = 20;

export interface RequestChange {
  readonly conversationId: number;
  readonly actorId: number;
  /** Whose requests changed. */
  readonly userIds: readonly number[];
  /** Null when they do not wait any more. */
  readonly request: JoinRequest | null;
  readonly answer?: ParamsOf<"group.requests.answer">["answer"];
}

/** Callers hold the group, and have written the change. */
export async function tellRequests(
  { tx, ports }: Pick<WriteContext, "tx" | "ports">,
  { actorId, answer, conversationId, request, userIds }: RequestChange,
): Promise<void> {
  if (userIds.length === 0) return;
  const requestCount = await tx.invites.countRequests(conversationId);
  const leaderIds = await tx.groups.leaders(conversationId, leadersToldMax);
  const told = answer === undefined ? {} : { answer };
  if (request !== null && request.message !== null) await tx.invites.noteReaders(request.userId, leaderIds);
  const events = userIds.flatMap((asker): FeedEvent[] => {
    const name = "group.requestChanged" as const;
    const body = { groupId: conversationId, userId: asker, request, ...told };
    const toLeaders = leaderIds.map((userId) => ({ userId, name, actorId, body: { ...body, requestCount } }));
    // Who decides in a group is not known outside of it (DIR-6).
    return answer === undefined ? toLeaders : [...toLeaders, { userId: asker, name, actorId: 0, body }];
  });
  await appendFeedEvents(tx, ports.clock.now(), events);
}
