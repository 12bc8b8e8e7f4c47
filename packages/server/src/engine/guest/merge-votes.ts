/**
 * What a guest voted is the account's, and nobody votes twice (GUE-35): where both have voted in a poll the account's
 * choice stays and the guest's is not counted any more. Callers hold the conversation.
 */
import { type Message, ParleyError } from "@parley/protocol";
import { accessPoll, changePoll } from "../poll/access-poll.ts";
import { counted } from "../poll/poll-policy.ts";
import type { Transaction } from "../ports/store.ts";
import type { Merging } from "./merge-contacts.ts";

export async function mergeVotes(
  tx: Transaction,
  { guestId, accountId, at }: Merging,
  conversationId: number,
): Promise<void> {
  for (const { rev, choice } of await tx.pollVotes.ofUser(conversationId, guestId)) {
    const kept = await tx.pollVotes.find(conversationId, rev, accountId);
    await tx.pollVotes.set(conversationId, rev, { userId: guestId, choice: 0 });
    if (kept === null) await tx.pollVotes.set(conversationId, rev, { userId: accountId, choice });
    else await takeBack(tx, { conversationId, rev, accountId, choice, at });
  }
}

interface Vote {
  readonly conversationId: number;
  readonly rev: number;
  readonly accountId: number;
  readonly choice: number;
  readonly at: number;
}

async function takeBack(
  tx: Transaction,
  { conversationId, rev, accountId, choice, at }: Vote,
): Promise<void> {
  const [text] = await tx.log.messagesAt(conversationId, [rev]);
  if (text === undefined) return;
  const { id } = JSON.parse(text) as Message;
  const actor = { kind: "user", userId: accountId, role: "user", sessionId: "" } as const;
  const opened = await accessPoll(tx, actor, conversationId, id).catch(nothingThere);
  if (opened === null) return;
  const { message, poll, result } = opened;
  const actorId = poll.isAnonymous === true ? 0 : accountId;
  const next = counted(result, choice, 0);
  await changePoll(tx, conversationId, id, { message, result: next }, { actorId, at });
}

/** What the account does not see, it has not voted in. */
function nothingThere(error: unknown): null {
  if (error instanceof ParleyError && error.code === "not_found") return null;
  throw error;
}
