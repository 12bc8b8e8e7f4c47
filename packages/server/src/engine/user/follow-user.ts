import { limits, ParleyError } from "@parley/protocol";
import { holdPair } from "../contact/hold-pair.ts";
import { contactChanged, storedContact } from "../contact/keep-contact.ts";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import { takeReachTurn } from "../guest/guest-limits.ts";
import type { WriteOperation } from "../operation.ts";

export const followUser: WriteOperation<"user.follow"> = {
  kind: "write",
  async run({ tx, ports, address }, actor, { userId }) {
    takeReachTurn(ports, actor, address);
    await holdPair(tx, actor, userId);
    const theirs = await storedContact(tx, userId, actor.userId);
    if (theirs.isBlocked) throw new ParleyError("not_accepted");
    const at = ports.clock.now();
    const isNew = await tx.follows.insert(actor.userId, userId, at);
    const { followingMax } = limits;
    if (isNew && (await tx.follows.count("following", actor.userId)) > followingMax) {
      throw new ParleyError("limit_reached", { details: { followingMax } });
    }
    const contact = await storedContact(tx, actor.userId, userId);
    if (isNew) await appendFeedEvents(tx, at, [contactChanged(actor.userId, actor.userId, contact)]);
    return { contact };
  },
};
