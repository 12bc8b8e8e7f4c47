/** Tells of requests to be let into a group: those who decide, and in the end who asked (GRP-26). */
import type { JoinRequest, ParamsOf } from "@parley/protocol";
import { appendFeedEvents, type FeedEvent } from "../feed/append-feed-events.ts";
import type { WriteContext } from "../operation.ts";

/** Each of them is an event of the same transaction, which others wait for. */
const leadersToldMax = 20;

type Answer = ParamsOf<"group.requests.answer">["answer"];

interface Told {
  readonly conversationId: number;
  readonly actorId: number;
  readonly answer?: Answer;
  readonly changes: readonly RequestChange[];
}

interface RequestChange {
  /** Whose request changed. */
  readonly userId: number;
  /** Null when it does not wait any more. */
  readonly request: JoinRequest | null;
  /** How many wait as of this change. */
  readonly requestCount: number;
}

/** Callers hold the group, and have written the changes. */
export async function tellRequests(
  { tx, ports }: Pick<WriteContext, "tx" | "ports">,
  { actorId, answer, changes, conversationId }: Told,
): Promise<void> {
  if (changes.length === 0) return;
  const leaderIds = await tx.groups.leaders(conversationId, leadersToldMax);
  const told = answer === undefined ? {} : { answer };
  for (const { request } of changes) {
    if (request !== null && request.message !== null) await tx.invites.noteReaders(request.userId, leaderIds);
  }
  const events = changes.flatMap(({ request, requestCount, userId: asker }): FeedEvent[] => {
    const name = "group.requestChanged" as const;
    const body = { groupId: conversationId, userId: asker, request, ...told };
    const toLeaders = leaderIds.map((userId) => ({ userId, name, actorId, body: { ...body, requestCount } }));
    // Who decides in a group is not known outside of it (DIR-6).
    return answer === undefined ? toLeaders : [...toLeaders, { userId: asker, name, actorId: 0, body }];
  });
  await appendFeedEvents(tx, ports.clock.now(), events);
}

/** The same of requests that do not wait any more. */
export async function tellRequestsOver(
  context: Pick<WriteContext, "tx" | "ports">,
  { userIds, ...told }: Omit<Told, "changes"> & { readonly userIds: readonly number[] },
): Promise<void> {
  if (userIds.length === 0) return;
  const requestCount = await context.tx.invites.countRequests(told.conversationId);
  const changes = userIds.map((userId) => ({ userId, request: null, requestCount }));
  await tellRequests(context, { ...told, changes });
}
