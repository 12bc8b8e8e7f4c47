import type { ContactRequest } from "@parley/protocol";
import type { FeedEvent } from "../feed/append-feed-events.ts";
import type { StoredContactRequest } from "../ports/store-contacts.ts";

/** The request as one of the two sees it: who asks is not told that it was ignored (CONT-6). */
export function publicRequest(stored: StoredContactRequest, viewerId: number): ContactRequest {
  const { id, fromId, toId, message, status, createdAt, answeredAt } = stored;
  const request = { id, fromId, toId, message, status, createdAt, answeredAt };
  const isHidden = status === "ignored" && viewerId === fromId;
  return isHidden ? { ...request, status: "pending", answeredAt: null } : request;
}

export function requestChanged(userId: number, actorId: number, stored: StoredContactRequest): FeedEvent {
  return {
    userId,
    name: "contact.requestChanged",
    actorId,
    body: { request: publicRequest(stored, userId) },
  };
}
