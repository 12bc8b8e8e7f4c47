import { type ContactSettings, limits, ParleyError, type ResultOf } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import { takeReachTurn } from "../guest/guest-limits.ts";
import { type WriteContext, writeOperation } from "../operation.ts";
import type { Remark, StoredContactRequest } from "../ports/store-contacts.ts";
import { requestDecision } from "./contact-policy.ts";
import { contactSettingsOf } from "./contact-settings.ts";
import { holdPair } from "./hold-pair.ts";
import { storedContact } from "./keep-contact.ts";
import { type MadeContacts, makeContacts } from "./make-contacts.ts";
import { publicRequest, requestChanged } from "./public-request.ts";
import { remarkOf } from "./remark-of.ts";

export const requestContact = writeOperation<"contact.request", Remark | null>({
  prepare: (_context, _actor, args) => remarkOf(args.remark ?? null),
  async run(context, actor, args, remark) {
    const { tx, ports } = context;
    if (args.userId === actor.userId) {
      throw new ParleyError("invalid_arguments", {
        message: "Nobody can be their own contact.",
        details: { path: "/userId" },
      });
    }
    takeReachTurn(ports, actor, context.address);
    const { id: userId } = await holdPair(tx, actor, args.userId);
    await refuseImpossible(context, actor, userId);
    // Both ask each other: the second to ask is the one who accepts (CONT-7).
    const crossing = await tx.contactRequests.findOpen(userId, actor.userId);
    if (crossing !== null) return result(actor, await makeContacts(context, crossing, actor.userId, remark));
    const settings = await contactSettingsOf(tx, ports.options, userId);
    const decision = requestDecision(settings, args.answer);
    if (decision === "refuse" || decision === "question") throw notAccepted(decision, settings);
    if ((await tx.contactRequests.countAsked(actor.userId)) >= limits.contactRequestsPendingMax) {
      const { contactRequestsPendingMax } = limits;
      throw new ParleyError("limit_reached", { details: { contactRequestsPendingMax } });
    }
    const request = await tx.contactRequests.insert({
      fromId: actor.userId,
      toId: userId,
      message: args.message ?? null,
      remark,
      status: "pending",
      createdAt: ports.clock.now(),
      answeredAt: null,
    });
    if (decision === "accept") {
      return result(actor, await makeContacts(context, request, actor.userId, null));
    }
    await tellBoth(context, request);
    return { request: publicRequest(request, actor.userId), contact: null, conversationId: null };
  },
});

/** What no answer of the other could make possible (CONT-2). */
async function refuseImpossible({ tx }: WriteContext, actor: UserActor, userId: number): Promise<void> {
  const mine = await storedContact(tx, actor.userId, userId);
  const theirs = await storedContact(tx, userId, actor.userId);
  if (theirs.isBlocked) throw new ParleyError("not_accepted");
  if (mine.isBlocked) throw new ParleyError("conflict", { message: "The caller blocks this person." });
  if (mine.isContact) throw new ParleyError("conflict", { message: "Both are contacts already." });
  const earlier = await tx.contactRequests.findOpen(actor.userId, userId);
  if (earlier !== null) throw new ParleyError("conflict", { message: "An earlier request is still open." });
}

function notAccepted(decision: "refuse" | "question", settings: ContactSettings): ParleyError {
  const { question } = settings;
  return decision === "question" && question !== undefined
    ? new ParleyError("not_accepted", { details: { question } })
    : new ParleyError("not_accepted");
}

async function tellBoth({ tx, ports }: WriteContext, request: StoredContactRequest): Promise<void> {
  const { fromId, toId } = request;
  await appendFeedEvents(tx, ports.clock.now(), [
    requestChanged(fromId, fromId, request),
    requestChanged(toId, fromId, request),
  ]);
}

function result(actor: UserActor, made: MadeContacts): ResultOf<"contact.request"> {
  return {
    request: publicRequest(made.request, actor.userId),
    contact: made.contacts.get(actor.userId) ?? null,
    conversationId: made.conversationId,
  };
}
