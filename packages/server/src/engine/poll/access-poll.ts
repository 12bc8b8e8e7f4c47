/** The only way to a poll for an actor: a message the actor sees that is one, as it stands. */
import { type MessageContent, ParleyError, type PollResult } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { accessMessage } from "../message/access-message.ts";
import { extrasOf, extraText } from "../message/message-extra.ts";
import type { Reader, Transaction } from "../ports/store.ts";
import type { StoredMember } from "../ports/store-conversations.ts";
import type { StoredMessage } from "../ports/store-log.ts";
import { emptyResult, type Poll } from "./poll-policy.ts";

export interface OpenedPoll {
  readonly member: StoredMember;
  readonly message: StoredMessage;
  readonly poll: Poll;
  readonly result: PollResult;
}

/** @throws not_found */
export async function accessPoll(
  reader: Reader,
  actor: UserActor,
  conversationId: number,
  id: string,
): Promise<OpenedPoll> {
  const { member, message } = await accessMessage(reader, actor, conversationId, id);
  const poll = message.body === null ? null : (JSON.parse(message.body) as MessageContent);
  if (poll?.type !== "poll") throw new ParleyError("not_found");
  return { member, message, poll, result: extrasOf(message).poll ?? emptyResult(poll) };
}

/** Puts the result in the place of the one before, and tells it. The conversation is held since it was opened. */
export async function changePoll(
  tx: Transaction,
  conversationId: number,
  id: string,
  { message, result }: { readonly message: StoredMessage; readonly result: PollResult },
  by: { readonly actorId: number; readonly at: number },
): Promise<void> {
  const body = JSON.stringify({ seq: message.seq, id, poll: result });
  await tx.log.append({ conversationId, name: "message.pollChanged", ...by, body });
  const extra = extraText({ ...extrasOf(message), poll: result });
  await tx.log.setExtra(conversationId, message.rev, extra);
}
