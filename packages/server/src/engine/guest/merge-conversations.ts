/**
 * Puts an account in the place of a guest in the guest's conversations, and makes it the author of what the guest wrote
 * (GUE-31, GUE-32). Callers hold the account, the guest and the guest's peers.
 */
import { ruleDirect } from "../contact/rule-direct.ts";
import { publicConversation } from "../conversation/open-conversation.ts";
import { groupSettingsOf } from "../group/group-settings.ts";
import { withdrawRequest } from "../group/withdraw-requests.ts";
import type { WriteContext } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { GuestConversation } from "../ports/store-guests.ts";
import type { Merging } from "./merge-contacts.ts";
import { mergeVotes } from "./merge-votes.ts";

export async function mergeConversations(
  context: Pick<WriteContext, "tx" | "ports">,
  merging: Merging,
  conversations: readonly GuestConversation[],
): Promise<void> {
  const { tx } = context;
  const { guestId, accountId, at } = merging;
  // In the order in which conversations are held everywhere.
  for (const { conversationId, kind, peerId } of conversations) {
    const isClosed = kind === "direct" && (await hasAnother(tx, accountId, peerId));
    const pairedWith = isClosed ? null : peerId;
    await tx.guests.takePlace({ conversationId, guestId, accountId, pairedWith, isClosed });
    await tx.log.replaceActor(conversationId, guestId, accountId);
    const group = kind === "group" ? await tx.groups.find(conversationId) : null;
    // Nobody came or went besides, and the faces are other ones.
    if (group !== null) await tx.groups.recount(conversationId, 0, !groupSettingsOf(group).hidesMembers);
    const stored = await tx.conversations.find(conversationId);
    if (stored === null) throw new Error("a conversation of a guest is not there");
    const conversation = publicConversation(stored);
    await tx.log.append({
      conversationId,
      name: "member.replaced",
      actorId: accountId,
      at,
      body: JSON.stringify({ userId: guestId, byUserId: accountId, conversation, isClosed }),
      added: group !== null && (await isShutOut(tx, conversationId, accountId)) ? [] : [accountId],
      removed: [guestId],
    });
    // Who is in the group by now does not wait for it (GRP-23).
    if (group !== null) await withdrawRequest(context, conversationId, accountId);
    await mergeVotes(tx, merging, conversationId);
    if (pairedWith !== null) await ruleDirect(tx, [accountId, pairedWith]);
  }
}

/** Whether an admin shut out the account, or the guest in whose place it is: a merging is no way back. */
async function isShutOut(tx: Transaction, conversationId: number, accountId: number): Promise<boolean> {
  return (await tx.members.find(conversationId, accountId))?.status === "locked";
}

/** Whether the account's direct conversation with the peer is another one, or cannot be: nobody has one with oneself. */
async function hasAnother(tx: Transaction, accountId: number, peerId: number | null): Promise<boolean> {
  if (peerId === null || peerId === accountId) return true;
  return (await tx.conversations.findDirect([accountId, peerId])) !== null;
}
