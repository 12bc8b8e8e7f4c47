import { ParleyError, type ResultOf } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import { type WriteContext, writeOperation } from "../operation.ts";
import type { Remark, StoredContactRequest } from "../ports/store-contacts.ts";
import { holdPair } from "./hold-pair.ts";
import { storedContact } from "./keep-contact.ts";
import { makeContacts } from "./make-contacts.ts";
import { publicRequest, requestChanged } from "./public-request.ts";
import { remarkOf } from "./remark-of.ts";

const statusOf = { accept: "accepted", refuse: "refused", ignore: "ignored" } as const;

export const answerContact = writeOperation<"contact.answer", Remark | null>({
  prepare: (_context, _actor, args) => remarkOf(args.remark ?? null),
  async run(context, actor, args, remark) {
    const { tx, ports } = context;
    const asked = await accessRequest(context, actor, args.requestId);
    await holdPair(tx, actor, asked.fromId);
    // Read again: somebody may have answered it while the two were not held.
    const request = await accessRequest(context, actor, args.requestId);
    const status = statusOf[args.answer];
    if (request.status === status) return answered(context, actor, request);
    if (request.status !== "pending" && request.status !== "ignored") throw new ParleyError("conflict");
    if (status === "accepted") {
      const { request: accepted } = await makeContacts(context, request, actor.userId, remark);
      return answered(context, actor, accepted);
    }
    const at = ports.clock.now();
    const changed = await tx.contactRequests.setStatus(request, status, at);
    const told = status === "refused" ? [request.fromId, request.toId] : [request.toId];
    await appendFeedEvents(
      tx,
      at,
      told.map((userId) => requestChanged(userId, actor.userId, changed)),
    );
    return answered(context, actor, changed);
  },
});

/** Only who is asked can answer; for everybody else it does not exist. */
async function accessRequest(
  { tx }: WriteContext,
  actor: UserActor,
  requestId: number,
): Promise<StoredContactRequest> {
  const request = await tx.contactRequests.find(requestId);
  if (request === null || request.toId !== actor.userId) throw new ParleyError("not_found");
  return request;
}

async function answered(
  { tx }: WriteContext,
  actor: UserActor,
  request: StoredContactRequest,
): Promise<ResultOf<"contact.answer">> {
  const contact = await storedContact(tx, actor.userId, request.fromId);
  return {
    request: publicRequest(request, actor.userId),
    contact: contact.isContact ? contact : null,
    conversationId: contact.isContact
      ? await tx.conversations.findDirect([request.fromId, request.toId])
      : null,
  };
}
