/**
 * Checks in the transaction of a message what its sender asked for besides the content, and makes of it what is stored
 * (MSG-30 .. MSG-33). What is quoted is never taken from the client: it is looked up when it is shown (SEC-34).
 */
import { type MessageExtras, ParleyError, type RequestedExtras } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { accessMembership } from "../conversation/access-conversation.ts";
import { canRead } from "../conversation/member-policy.ts";
import type { Transaction } from "../ports/store.ts";
import type { StoredMember } from "../ports/store-conversations.ts";
import { accessMessage } from "./access-message.ts";
import { hasRight } from "./message-rights.ts";

/** JSON text of what is stored. @throws not_found, forbidden, invalid_arguments */
export async function checkExtras(
  tx: Transaction,
  actor: UserActor,
  conversationId: number,
  requested: RequestedExtras,
): Promise<string> {
  const member = await accessMembership(tx, actor, conversationId);
  const extras: MessageExtras = {};
  if (requested.replyTo !== undefined) {
    extras.replyTo = await accessQuoted(tx, actor, conversationId, requested.replyTo);
  }
  if (requested.mentions !== undefined) {
    extras.mentions = await checkMentions(tx, conversationId, requested.mentions);
  }
  if (requested.mentionsAll === true) {
    await checkMentionsAll(tx, member);
    extras.mentionsAll = true;
  }
  if (requested.isSilent === true) extras.isSilent = true;
  if (requested.expire !== undefined) extras.expire = requested.expire;
  if (requested.clientNote !== undefined) extras.clientNote = requested.clientNote;
  if (requested.hasNoPreview === true) extras.hasNoPreview = true;
  return JSON.stringify(extras);
}

async function accessQuoted(tx: Transaction, actor: UserActor, conversationId: number, id: string) {
  const { message } = await accessMessage(tx, actor, conversationId, id);
  if (message.recalledRev !== null) throw new ParleyError("not_found");
  return { id, seq: message.seq, rev: message.rev };
}

/** Who is no member is named like somebody who does not exist. */
async function checkMentions(
  tx: Transaction,
  conversationId: number,
  userIds: readonly number[],
): Promise<number[]> {
  const mentioned = [...new Set(userIds)];
  for (const userId of mentioned) {
    const member = await tx.members.find(conversationId, userId);
    if (member !== null && canRead(member.status)) continue;
    throw new ParleyError("invalid_arguments", { details: { path: "/mentions" } });
  }
  return mentioned;
}

async function checkMentionsAll(tx: Transaction, member: StoredMember): Promise<void> {
  if (!(await hasRight(tx, member, "mentionAll"))) {
    throw new ParleyError("forbidden", { details: { path: "/mentionsAll" } });
  }
}
