/** The way of every change to what the actor alone keeps about somebody: hold, change, tell the actor's own devices. */
import { type Contact, ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import type { WriteContext } from "../operation.ts";
import type { KeptContact } from "../ports/store-contacts.ts";
import { accessPerson } from "./access-person.ts";
import { holdAnyPair } from "./hold-pair.ts";
import { contactChanged, keepContact, storedContact } from "./keep-contact.ts";

/** @throws not_found where nobody is there, and where it is about contacts and this is none. */
export async function changeOwnContact(
  { tx, ports }: WriteContext,
  actor: UserActor,
  userId: number,
  change: Partial<KeptContact>,
  { isForContacts }: { isForContacts: boolean },
): Promise<{ contact: Contact }> {
  await holdAnyPair(tx, actor, userId);
  await accessPerson(tx, actor, userId);
  const before = await storedContact(tx, actor.userId, userId);
  if (isForContacts && !before.isContact) throw new ParleyError("not_found");
  const contact = await keepContact(tx, actor.userId, userId, change);
  if (!Bun.deepEquals(before, contact)) {
    await appendFeedEvents(tx, ports.clock.now(), [contactChanged(actor.userId, actor.userId, contact)]);
  }
  return { contact };
}
