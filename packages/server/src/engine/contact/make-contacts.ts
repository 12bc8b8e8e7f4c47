/** Makes two people contacts: both sides, their conversation, its notice and the events, all in one transaction (CONT-5). */
import type { Contact } from "@parley/protocol";
import { openDirectBetween } from "../conversation/open-direct-between.ts";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import { noticeText } from "../message/content.ts";
import type { WriteContext } from "../operation.ts";
import type { Remark, StoredContactRequest } from "../ports/store-contacts.ts";
import { contactChanged, keepContact } from "./keep-contact.ts";
import { requestChanged } from "./public-request.ts";
import { ruleDirect } from "./rule-direct.ts";

export interface MadeContacts {
  readonly request: StoredContactRequest;
  /** As each of the two keeps the other. */
  readonly contacts: ReadonlyMap<number, Contact>;
  readonly conversationId: number;
}

/** `remark` is the asked person's name for who asks. Callers hold both users. */
export async function makeContacts(
  { tx, ports }: WriteContext,
  open: StoredContactRequest,
  actorId: number,
  remark: Remark | null,
): Promise<MadeContacts> {
  const at = ports.clock.now();
  const { fromId, toId } = open;
  const request = await tx.contactRequests.setStatus(open, "accepted", at);
  const become = (ownerId: number, userId: number, name: Remark | null) =>
    keepContact(tx, ownerId, userId, {
      isContact: true,
      since: at,
      ...(name === null ? {} : { remark: name }),
    });
  const ofAsker = await become(fromId, toId, open.remark);
  const ofAsked = await become(toId, fromId, remark);
  const { id: conversationId } = await openDirectBetween(tx, [fromId, toId], actorId, at);
  await ruleDirect(tx, [fromId, toId]);
  const body = noticeText({ type: "notice", notice: "contacts_made", text: "You are now contacts." });
  await tx.log.appendNotice({ conversationId, id: ports.ids.uuid(), at, body });
  await appendFeedEvents(tx, at, [
    contactChanged(fromId, actorId, ofAsker),
    requestChanged(fromId, actorId, request),
    contactChanged(toId, actorId, ofAsked),
    requestChanged(toId, actorId, request),
  ]);
  const contacts = new Map([
    [fromId, ofAsker],
    [toId, ofAsked],
  ]);
  return { request, contacts, conversationId };
}
