/** Wire text of a head, made from the columns both databases answer. */
import type { Conversation, MemberStatus } from "@parley/protocol";
import { type EventRow, messageText } from "./event-record.ts";
import type { InboxHead } from "./store-conversations.ts";

export interface HeadRow {
  readonly conversation: Conversation;
  readonly lastRev: number;
  readonly lastSeq: number;
  readonly lastActiveAt: number;
  readonly readSeq: number;
  readonly recalledUnread: number;
  readonly status: MemberStatus;
  readonly peerId: number | null;
  /** Unread messages that mention the reader. */
  readonly mentions?: number;
  /** JSON of what the reader keeps for themselves; null where nothing is set. */
  readonly own?: string | null;
  readonly draft?: string | null;
  readonly isPinned?: boolean;
  /** The newest message, or null where there is none. */
  readonly lastMessage: EventRow | null;
}

export function inboxHead(row: HeadRow): InboxHead {
  const unread = row.lastSeq - row.readSeq - row.recalledUnread;
  const message = row.lastMessage === null ? "null" : messageText(row.lastMessage);
  const text =
    `{"conversation":${conversationText(row.conversation)},"lastRev":${row.lastRev},"lastSeq":${row.lastSeq},` +
    `"lastMessage":${message},"lastActiveAt":${row.lastActiveAt},"readSeq":${row.readSeq},"unread":${unread},` +
    `"peerId":${row.peerId},"status":"${row.status}"${ownText(row)}}`;
  const userIds = row.peerId === null ? [] : [row.peerId];
  if (row.lastMessage !== null && row.lastMessage.actorId !== 0) userIds.push(row.lastMessage.actorId);
  const { isPinned = false, lastActiveAt } = row;
  return { text, position: { isPinned, lastActiveAt, conversationId: row.conversation.id }, userIds };
}

/** Mostly nothing. */
function ownText({ mentions = 0, own = null, draft = null }: HeadRow): string {
  return (
    (mentions === 0 ? "" : `,"mentions":${mentions}`) +
    (own === null ? "" : `,"own":${own}`) +
    (draft === null ? "" : `,"draft":${draft}`)
  );
}

/** Written out by hand: an inbox has dozens of them, and most of their fields are numbers. */
function conversationText({
  id,
  kind,
  name,
  avatar,
  ownerId,
  memberCount,
  createdAt,
  status,
  faces,
  isAutoNamed,
}: Conversation) {
  const shownNaming = isAutoNamed === undefined ? "" : `,"isAutoNamed":true`;
  const shownStatus = status === undefined ? "" : `,"status":"${status}"`;
  const shownFaces = faces === undefined ? "" : `,"faces":[${faces.join(",")}]`;
  return (
    `{"id":${id},"kind":"${kind}","name":${nullableText(name)},"avatar":${nullableText(avatar)},` +
    `"ownerId":${ownerId},"memberCount":${memberCount},"createdAt":${createdAt}${shownNaming}${shownStatus}${shownFaces}}`
  );
}

function nullableText(text: string | null): string {
  return text === null ? "null" : JSON.stringify(text);
}
