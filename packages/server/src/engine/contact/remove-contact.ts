import type { Contact } from "@parley/protocol";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import type { WriteOperation } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import { accessPerson } from "./access-person.ts";
import { holdAnyPair } from "./hold-pair.ts";
import { contactChanged, keepContact, storedContact } from "./keep-contact.ts";
import { ruleDirect } from "./rule-direct.ts";

export const removeContact: WriteOperation<"contact.remove"> = {
  kind: "write",
  async run({ tx, ports }, actor, { userId }) {
    await holdAnyPair(tx, actor, userId);
    await accessPerson(tx, actor, userId);
    const before = await storedContact(tx, actor.userId, userId);
    if (!before.isContact) return { contact: before };
    const contact = await part(tx, actor.userId, userId);
    const theirs = await part(tx, userId, actor.userId);
    await ruleDirect(tx, [actor.userId, userId]);
    await appendFeedEvents(tx, ports.clock.now(), [
      contactChanged(actor.userId, actor.userId, contact),
      contactChanged(userId, actor.userId, theirs),
    ]);
    return { contact };
  },
};

/** Of what was kept only a block stays (CONT-10). */
function part(tx: Transaction, ownerId: number, userId: number): Promise<Contact> {
  return keepContact(tx, ownerId, userId, {
    isContact: false,
    isStarred: false,
    canSeeMe: true,
    iSee: true,
    tags: [],
    since: null,
    remark: null,
  });
}
