import { type ComplaintTarget, limits, type MessageReference, ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { accessPerson } from "../contact/access-person.ts";
import { accessMembership } from "../conversation/access-conversation.ts";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import { accessMessage } from "../message/access-message.ts";
import type { WriteOperation } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { QuotedMessage } from "../ports/store-complaints.ts";
import { complaintChanged, publicComplaint } from "./public-complaint.ts";

export const createComplaint: WriteOperation<"complaint.create"> = {
  kind: "write",
  async run({ tx, ports }, actor, args) {
    // Held, so that complaints made at once are counted one after the other (COMP-4).
    await tx.users.lock(actor.userId);
    await accessTarget(tx, actor, args.target);
    const quotes: QuotedMessage[] = [];
    for (const quote of uniquePlaces(args.quotes ?? [])) quotes.push(await accessQuote(tx, actor, quote));
    if ((await tx.complaints.countUnanswered(actor.userId)) >= limits.openComplaintsMax) {
      throw new ParleyError("limit_reached", { details: { openComplaintsMax: limits.openComplaintsMax } });
    }
    const now = ports.clock.now();
    const complaint = await tx.complaints.insert({
      userId: actor.userId,
      target: knownFields(args.target),
      reason: args.reason.trim(),
      text: args.text?.trim() ?? null,
      images: args.images ?? [],
      quotes,
      ...{ status: "open", assigneeId: null, answer: null },
      ...{ createdAt: now, changedAt: now },
    });
    await appendFeedEvents(tx, now, [complaintChanged(complaint, actor.userId)]);
    return { complaint: publicComplaint(complaint) };
  },
};

/** What the caller may not see, nobody complains about either: it does not exist (CALL-7). */
async function accessTarget(tx: Transaction, actor: UserActor, target: ComplaintTarget): Promise<void> {
  switch (target.kind) {
    case "user": {
      await accessPerson(tx, actor, target.userId);
      const user = target.userId === actor.userId ? null : await tx.users.find(target.userId);
      if (user === null || !user.isEnabled) throw new ParleyError("not_found");
      return;
    }
    case "group": {
      await accessMembership(tx, actor, target.conversationId);
      const conversation = await tx.conversations.find(target.conversationId);
      if (conversation?.kind !== "group") throw new ParleyError("not_found");
      return;
    }
    case "message":
      await accessMessage(tx, actor, target.conversationId, target.id);
  }
}

async function accessQuote(
  tx: Transaction,
  actor: UserActor,
  { conversationId, id }: MessageReference,
): Promise<QuotedMessage> {
  const { message } = await accessMessage(tx, actor, conversationId, id);
  return { conversationId, id, seq: message.seq };
}

/** In the order of conversations, because each is held: two complaints at once must not wait for each other. */
function uniquePlaces(quotes: readonly MessageReference[]): MessageReference[] {
  const places = new Map(quotes.map((quote) => [`${quote.conversationId}/${quote.id}`, quote]));
  return [...places.values()].toSorted((left, right) => left.conversationId - right.conversationId);
}

/** Unknown fields of a target are not stored. */
function knownFields(target: ComplaintTarget): ComplaintTarget {
  switch (target.kind) {
    case "user":
      return { kind: target.kind, userId: target.userId };
    case "group":
      return { kind: target.kind, conversationId: target.conversationId };
    case "message":
      return { kind: target.kind, conversationId: target.conversationId, id: target.id };
  }
}
