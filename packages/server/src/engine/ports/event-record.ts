/**
 * Wire text of events and messages, made from their stored columns. Both databases use this, so that what is pushed,
 * what `sync.range` answers and what `message.list` answers can never differ (SYNC-3).
 */
import type { EventFrame } from "@parley/protocol";

export type EventName = EventFrame["ev"];

/** Numbers the names have in the log table; never reused, never changed. */
export const eventKinds = {
  "message.sent": 1,
  "message.recalled": 2,
  "conversation.created": 3,
  "conversation.updated": 4,
  "conversation.purged": 5,
  "contact.changed": 10,
  "contact.requestChanged": 11,
  "settings.changed": 20,
  "account.changed": 30,
  "complaint.changed": 40,
  "autoAnswer.changed": 41,
  "member.replaced": 50,
  "message.edited": 80,
  "message.reacted": 81,
  "message.pinned": 82,
  "message.unpinned": 83,
  "message.expired": 84,
  "message.pollChanged": 85,
  "message.finished": 86,
  "message.linkPreviewChanged": 87,
  "message.hidden": 100,
  "message.saved": 101,
  "message.unsaved": 102,
  "inbox.changed": 105,
  "folder.changed": 106,
  "stickerPack.changed": 107,
  "message.scheduleChanged": 103,
  "member.added": 60,
  "member.removed": 61,
  "member.changed": 62,
  "group.requestChanged": 63,
} as const satisfies Record<EventName, number>;

const namesByKind = new Map<number, EventName>(
  Object.entries(eventKinds).map(([name, kind]) => [kind, name as EventName]),
);

/** One row of the log. */
export interface EventRow {
  readonly conversationId: number;
  readonly rev: number;
  readonly kind: number;
  readonly actorId: number;
  readonly at: number;
  /** Of a message: its number, id and recall time. */
  readonly seq: number | null;
  readonly id: string | null;
  readonly recalledAt: number | null;
  /** Only of the reader's own head: they hid the message. */
  readonly isHidden?: boolean;
  /** Of a message that has more than a content: a JSON object, not empty, of its further fields. */
  readonly extra?: string | null;
  /** Content of a message (null once recalled), or the JSON object of another event's own fields. */
  readonly body: string | null;
}

/** What a row's kind is called. */
export function eventName(kind: number): EventName {
  const name = namesByKind.get(kind);
  if (name === undefined) throw new Error(`unknown event kind ${kind}`);
  return name;
}

/** The event as it is pushed. */
export function eventText(row: EventRow): string {
  const name = eventName(row.kind);
  const start = `{"ev":"${name}","conversationId":${row.conversationId},"rev":${row.rev},`;
  if (name === "message.sent") return `${start}${messageFields(row)}}`;
  const own = row.body === null || row.body === "{}" ? "}" : `,${row.body.slice(1)}`;
  return `${start}"actorId":${row.actorId},"at":${row.at}${own}`;
}

/** The message as `message.list` and heads show it. */
export function messageText(row: EventRow): string {
  return `{"rev":${row.rev},${messageFields(row)}}`;
}

function messageFields(row: EventRow): string {
  const extra = row.extra == null ? "" : `,${row.extra.slice(1, -1)}`;
  const hidden = row.isHidden === true ? `,"isHidden":true` : "";
  const recalled = row.recalledAt === null ? "" : `,"recalledAt":${row.recalledAt}`;
  return `"seq":${row.seq},"id":"${row.id}","senderId":${row.actorId},"sentAt":${row.at},"content":${row.body}${recalled}${hidden}${extra}`;
}
