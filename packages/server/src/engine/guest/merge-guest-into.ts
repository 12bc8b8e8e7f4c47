import { ParleyError } from "@parley/protocol";
import { endSessions } from "../account/end-sessions.ts";
import { eraseUser } from "../account/erase-user.ts";
import { complaintChanged } from "../complaint/public-complaint.ts";
import { appendFeedEvents, type FeedEvent } from "../feed/append-feed-events.ts";
import { type WriteContext, writeOperation } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { StoredGuest } from "../ports/store-guests.ts";
import { secretDigest } from "./create-guest.ts";
import { type Merging, mergeContacts } from "./merge-contacts.ts";
import { mergeConversations } from "./merge-conversations.ts";

/** Both are proved: the account by the caller's token, the guest by its secret (SEC-20). */
export const mergeGuestInto = writeOperation<"guest.mergeInto", { digest: string }>({
  async prepare({ reader, ports }, _actor, { guestSecret }) {
    const digest = secretDigest(ports, guestSecret);
    // So that a wrong secret costs no place in the writer's queue.
    assertFound(await reader.guests.findBySecret(digest));
    return { digest };
  },
  async run(context, { userId: accountId }, _args, { digest }) {
    const { tx, ports } = context;
    // Before the users, as whoever deletes one does.
    await tx.accounts.lockAdmins();
    const { userId: guestId } = assertFound(await tx.guests.findBySecret(digest));
    const merging = { guestId, accountId, at: ports.clock.now() };
    const relatedIds = await holdRelated(tx, merging);
    const { mergedInto } = assertFound(await tx.guests.findBySecret(digest));
    if (mergedInto === accountId) return { guestId };
    await assertBothThere(tx, merging, mergedInto);
    await merge(context, merging, relatedIds);
    await tx.guests.setMerged(guestId, accountId, digest);
    return { guestId };
  },
});

async function merge(context: WriteContext, merging: Merging, relatedIds: readonly number[]): Promise<void> {
  const { tx } = context;
  const { guestId, at } = merging;
  const conversations = await tx.guests.conversationsOf(guestId);
  const events = await mergeContacts(tx, merging, relatedIds);
  await mergeConversations(context, merging, conversations);
  events.push(...(await takeComplaints(tx, merging)));
  // Told as what it is: its devices sign in to the account.
  await endSessions(tx, guestId, at, "account_changed");
  await eraseUser(context, guestId);
  await appendFeedEvents(tx, at, events);
}

/** What the guest complained of, as the account is told of it (GUE-34). */
async function takeComplaints(tx: Transaction, { guestId, accountId }: Merging): Promise<FeedEvent[]> {
  const events: FeedEvent[] = [];
  for (const id of await tx.guests.takeComplaints(guestId, accountId)) {
    const complaint = await tx.complaints.find(id);
    if (complaint !== null) events.push(complaintChanged(complaint, accountId));
  }
  return events;
}

/** All whom the merging concerns, held in the order of ids; those besides the two. */
async function holdRelated(tx: Transaction, { guestId, accountId }: Merging): Promise<number[]> {
  const relatedIds = await tx.guests.relatedTo(guestId);
  const userIds = new Set([...relatedIds, guestId, accountId]);
  for (const userId of [...userIds].sort((left, right) => left - right)) await tx.users.lock(userId);
  // Whoever has become one since then was faster than the hold; the next try sees them.
  const now = await tx.guests.relatedTo(guestId);
  if (now.some((userId) => !userIds.has(userId))) throw new ParleyError("busy");
  return now;
}

function assertFound(guest: StoredGuest | null): StoredGuest {
  if (guest === null) throw new ParleyError("credentials_invalid");
  return guest;
}

async function assertBothThere(
  tx: Transaction,
  { guestId, accountId }: Merging,
  mergedInto: number | null,
): Promise<void> {
  const guest = await tx.users.find(guestId);
  const isGuest = mergedInto === null && guest?.isEnabled === true && guest.role === "guest";
  if (!isGuest) throw new ParleyError("credentials_invalid");
  const account = await tx.users.find(accountId);
  if (account?.isEnabled !== true) throw new ParleyError("credentials_invalid");
}
