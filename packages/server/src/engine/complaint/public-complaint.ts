import type { AdminComplaint, Complaint } from "@parley/protocol";
import type { FeedEvent } from "../feed/append-feed-events.ts";
import type { StoredComplaint } from "../ports/store-complaints.ts";

/** As who made it sees it: not who takes care of it. */
export function publicComplaint(stored: StoredComplaint): Complaint {
  const { id, target, reason, text, images, quotes, status, answer, createdAt, changedAt } = stored;
  const places = quotes.map((quote) => ({ conversationId: quote.conversationId, id: quote.id }));
  return {
    ...{ id, target, reason, text, images: [...images], quotes: places },
    ...{ status, answer, createdAt, changedAt },
  };
}

export function complaintForAdmins(stored: StoredComplaint): AdminComplaint {
  return { ...publicComplaint(stored), userId: stored.userId, assigneeId: stored.assigneeId };
}

export function complaintChanged(stored: StoredComplaint, actorId: number): FeedEvent {
  return {
    userId: stored.userId,
    name: "complaint.changed",
    actorId,
    body: { complaint: publicComplaint(stored) },
  };
}
