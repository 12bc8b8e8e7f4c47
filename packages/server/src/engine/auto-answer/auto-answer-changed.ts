import type { AutoAnswer } from "@parley/protocol";
import type { FeedEvent } from "../feed/append-feed-events.ts";

/** Null: it was deleted. */
export function autoAnswerChanged(
  userId: number,
  autoAnswerId: number,
  autoAnswer: AutoAnswer | null,
): FeedEvent {
  return { userId, name: "autoAnswer.changed", actorId: userId, body: { autoAnswerId, autoAnswer } };
}
