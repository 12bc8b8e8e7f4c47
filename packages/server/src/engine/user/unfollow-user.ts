import { accessPerson } from "../contact/access-person.ts";
import { holdAnyPair } from "../contact/hold-pair.ts";
import { contactChanged, storedContact } from "../contact/keep-contact.ts";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import type { WriteOperation } from "../operation.ts";

export const unfollowUser: WriteOperation<"user.unfollow"> = {
  kind: "write",
  async run({ tx, ports }, actor, { userId }) {
    await holdAnyPair(tx, actor, userId);
    await accessPerson(tx, actor, userId);
    const wasFollowing = await tx.follows.remove(actor.userId, userId);
    const contact = await storedContact(tx, actor.userId, userId);
    if (wasFollowing) {
      await appendFeedEvents(tx, ports.clock.now(), [contactChanged(actor.userId, actor.userId, contact)]);
    }
    return { contact };
  },
};
