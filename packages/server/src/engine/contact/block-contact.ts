import type { UserActor } from "../actor.ts";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import type { WriteContext, WriteOperation } from "../operation.ts";
import { changeOwnContact } from "./change-own-contact.ts";
import { requestChanged } from "./public-request.ts";
import { ruleDirect } from "./rule-direct.ts";

export const blockContact: WriteOperation<"contact.block"> = {
  kind: "write",
  async run(context, actor, { userId, isBlocked = true }) {
    const { contact } = await changeOwnContact(
      context,
      actor,
      userId,
      { isBlocked },
      { isForContacts: false },
    );
    await ruleDirect(context.tx, [actor.userId, userId]);
    if (isBlocked) {
      await closeRequests(context, actor, userId);
      context.tx.signal({ watcherId: userId, watchedId: actor.userId });
    }
    return { contact };
  },
};

/** What the blocked one asked is ignored, of which they are not told; what the blocker asked is taken back (CONT-34). */
async function closeRequests({ tx, ports }: WriteContext, actor: UserActor, userId: number): Promise<void> {
  const at = ports.clock.now();
  const received = await tx.contactRequests.findOpen(userId, actor.userId);
  if (received?.status === "pending") {
    const ignored = await tx.contactRequests.setStatus(received, "ignored", at);
    await appendFeedEvents(tx, at, [requestChanged(actor.userId, actor.userId, ignored)]);
  }
  const sent = await tx.contactRequests.findOpen(actor.userId, userId);
  if (sent !== null) {
    const withdrawn = await tx.contactRequests.setStatus(sent, "withdrawn", at);
    await appendFeedEvents(
      tx,
      at,
      [actor.userId, userId].map((owner) => requestChanged(owner, actor.userId, withdrawn)),
    );
  }
}
