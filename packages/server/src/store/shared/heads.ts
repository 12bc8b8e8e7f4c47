/** Heads of the inbox, made from the columns both databases answer. */
import type { ConversationKind, MemberStatus } from "@parley/protocol";
import type { EventRow } from "../../engine/ports/event-record.ts";
import { inboxHead } from "../../engine/ports/head-record.ts";
import type { InboxHead } from "../../engine/ports/store-conversations.ts";

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
  readonly recalledUnread: number;
  readonly messageRev: number | null;
  readonly messageKind: number;
  readonly senderId: number;
  readonly sentAt: number;
  readonly messageId: MessageId | null;
  readonly body: string | null;
  readonly recalledAt: number | null;
}

/** Who left is told that they did, and no content: what came after their leaving is not theirs to see (INV-15). */
export function headOf<MessageId>(
  row: HeadColumns<MessageId>,
  idText: (messageId: MessageId) => string,
): InboxHead {
  const { id, kind, name, avatar, ownerId, memberCount, createdAt } = row;
  const hasLeft = row.status === "left";
  return inboxHead({
    conversation: { id, kind, name, avatar, ownerId, memberCount, createdAt },
    lastRev: row.lastRev,
    lastSeq: row.lastSeq,
    lastActiveAt: row.lastActiveAt,
    readSeq: row.readSeq,
    recalledUnread: hasLeft ? row.lastSeq - row.readSeq : row.recalledUnread,
    status: row.status,
    peerId: kind === "direct" ? row.peerId : null,
    lastMessage: hasLeft || row.messageRev === null ? null : messageRow(row, row.messageRev, idText),
  });
}

function messageRow<MessageId>(
  row: HeadColumns<MessageId>,
  rev: number,
  idText: (messageId: MessageId) => string,
): EventRow {
  return {
    conversationId: row.id,
    rev,
    kind: row.messageKind,
    actorId: row.senderId,
    at: row.sentAt,
    seq: row.lastSeq,
    id: row.messageId === null ? null : idText(row.messageId),
    body: row.body,
    recalledAt: row.recalledAt,
  };
}
