/** Heads of the inbox, made from the columns both databases answer. */
import type { Conversation, ConversationKind, ConversationStatus, MemberStatus } from "@parley/protocol";
import type { EventRow } from "../../engine/ports/event-record.ts";
import { inboxHead } from "../../engine/ports/head-record.ts";
import type { InboxHead } from "../../engine/ports/store-conversations.ts";
import { shownState } from "./conversations.ts";

/** What a statement of heads answers in both databases; the message's id is what each keeps it as. */
export interface HeadColumns<MessageId> {
  readonly id: number;
  readonly kind: ConversationKind;
  readonly name: string | null;
  readonly avatar: string | null;
  readonly ownerId: number | null;
  readonly memberCount: number;
  readonly createdAt: number;
  readonly lastRev: number;
  readonly lastSeq: number;
  readonly lastActiveAt: number;
  readonly readSeq: number;
  readonly status: MemberStatus;
  readonly peerId: number | null;
  /** Recalled, or hidden by the reader; this and what else is optional is left out where there is none. */
  readonly recalledUnread?: number;
  readonly hidLast?: number;
  readonly conversationStatus: ConversationStatus;
  readonly faceIds: string | null;
  readonly isAutoNamed: number;
  readonly firstSeq: number;
  readonly leftRev: number | null;
  readonly leftSeq: number | null;
  readonly messageRev: number | null;
  readonly messageKind: number;
  readonly senderId: number;
  readonly sentAt: number;
  readonly messageId: MessageId | null;
  readonly body: string | null;
  readonly extra: string | null;
  readonly recalledAt: number | null;
  readonly mentions?: number;
  readonly own: string | null;
  readonly draft?: string | null;
  readonly isPinned: number;
}

/**
 * Who left is told that they did, as of then, and neither content nor name: what came after their leaving is not theirs
 * to see (INV-15).
 */
export function headOf<MessageId>(
  row: HeadColumns<MessageId>,
  idText: (messageId: MessageId) => string,
): InboxHead {
  if (row.status === "left") return headOfLeft(row);
  const { id, kind, name, avatar, ownerId, memberCount, createdAt, conversationStatus } = row;
  const { faceIds, isAutoNamed } = row;
  const sees = row.messageRev !== null && row.lastSeq > row.firstSeq;
  const plain = { id, kind, name, avatar, ownerId, memberCount, createdAt };
  const isPlain = conversationStatus === "active" && faceIds === null && isAutoNamed === 0;
  const conversation = isPlain
    ? plain
    : { ...plain, ...shownState({ status: conversationStatus, faceIds, isAutoNamed }) };
  if (row.leftRev !== null) return headOfShutOut(row, conversation, row.leftRev, idText);
  return inboxHead({
    conversation,
    lastRev: row.lastRev,
    lastSeq: row.lastSeq,
    lastActiveAt: row.lastActiveAt,
    readSeq: row.readSeq,
    recalledUnread: row.recalledUnread ?? 0,
    status: row.status,
    peerId: kind === "direct" ? row.peerId : null,
    lastMessage: sees ? messageRow(row, row.messageRev, idText) : null,
    mentions: row.mentions ?? 0,
    own: row.own,
    draft: row.draft ?? null,
    isPinned: row.isPinned === 1,
  });
}

function ownOf<MessageId>({ mentions = 0, own, draft = null, isPinned }: HeadColumns<MessageId>) {
  return { mentions, own, draft, isPinned: isPinned === 1 };
}

/** Who is shut out for a while: what came since is not there, and so nothing is unread (GRP-35). */
function headOfShutOut<MessageId>(
  row: HeadColumns<MessageId>,
  conversation: Conversation,
  leftRev: number,
  idText: (messageId: MessageId) => string,
): InboxHead {
  const lastSeq = row.leftSeq ?? row.lastSeq;
  const isNewest = row.messageRev !== null && lastSeq === row.lastSeq && lastSeq > row.firstSeq;
  return inboxHead({
    conversation,
    ...ownOf(row),
    lastRev: leftRev,
    lastSeq,
    lastActiveAt: isNewest ? row.lastActiveAt : row.createdAt,
    readSeq: lastSeq,
    recalledUnread: 0,
    status: row.status,
    peerId: null,
    lastMessage: isNewest ? messageRow(row, row.messageRev, idText) : null,
  });
}

function headOfLeft<MessageId>(row: HeadColumns<MessageId>): InboxHead {
  const { id, kind, createdAt, status } = row;
  const lastSeq = row.leftSeq ?? row.lastSeq;
  return inboxHead({
    conversation: { id, kind, name: null, avatar: null, ownerId: null, memberCount: 0, createdAt },
    lastRev: row.leftRev ?? row.lastRev,
    lastSeq,
    lastActiveAt: createdAt,
    readSeq: lastSeq,
    recalledUnread: 0,
    status,
    peerId: kind === "direct" ? row.peerId : null,
    lastMessage: null,
  });
}

function messageRow<MessageId>(
  row: HeadColumns<MessageId>,
  rev: number,
  idText: (messageId: MessageId) => string,
): EventRow {
  const isHidden = row.hidLast !== undefined && row.hidLast > 0;
  return {
    conversationId: row.id,
    rev,
    kind: row.messageKind,
    actorId: row.senderId,
    at: row.sentAt,
    seq: row.lastSeq,
    id: row.messageId === null ? null : idText(row.messageId),
    body: isHidden ? null : row.body,
    extra: isHidden ? null : row.extra,
    recalledAt: row.recalledAt,
    isHidden,
  };
}
