/** Appends whole batches of messages with one call of the database's own `append_messages` (see migrations). */
import { eventKinds, eventText } from "../../engine/ports/event-record.ts";
import type { AppendMessage, AppendOutcome } from "../../engine/ports/store-log.ts";
import type { Query } from "./connection.ts";

interface AppendedRow {
  readonly status: AppendOutcome["status"];
  readonly rev: number;
  readonly seq: number;
  readonly sentAt: number;
  readonly againOf: number | null;
}

const append = (areAccepted: boolean) => `select status, rev, seq, sent_at as "sentAt", again_of as "againOf"
  from append_messages($1::bigint[], $2::bigint[], $3::uuid[], $4::bigint[], $5::text[], $6::bigint[], ${areAccepted})`;
const appendRuled = append(false);
const appendAccepted = append(true);

/** One round trip, one transaction; outcomes in the order given. `areAccepted`: the rules of contact were asked. */
export async function appendMessages(
  query: Query,
  messages: readonly AppendMessage[],
  areAccepted: boolean,
): Promise<AppendOutcome[]> {
  const list = (value: (message: AppendMessage) => string | number) => `{${messages.map(value).join(",")}}`;
  const rows = await query<AppendedRow>(areAccepted ? appendAccepted : appendRuled, [
    list((message) => message.conversationId),
    list((message) => message.senderId),
    list((message) => quoted(message.id)),
    list((message) => message.sentAt),
    list((message) => quoted(message.body)),
    list((message) => message.digest),
  ]);
  if (rows.length !== messages.length) throw new Error("a batch was answered in part");
  return messages.map((message, index) => outcomeOf(message, rows, index));
}

const skipLocked = `select id from conversations where id = any ($1::bigint[]) for no key update skip locked`;

/** Those of the batch's conversations that nobody holds locked at this moment. */
export async function unlockedConversations(
  query: Query,
  messages: readonly AppendMessage[],
): Promise<Set<number>> {
  const ids = new Set(messages.map(({ conversationId }) => conversationId));
  const rows = await query<{ id: number }>(skipLocked, [`{${[...ids].join(",")}}`]);
  return new Set(rows.map(({ id }) => id));
}

/** An element of an array as PostgreSQL reads it. */
function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

function outcomeOf(message: AppendMessage, rows: readonly AppendedRow[], index: number): AppendOutcome {
  const row = rows[index];
  if (row === undefined) throw new Error("a message of a batch was not answered");
  switch (row.status) {
    case "sent":
      return sent(message, row);
    case "repeated": {
      const first = row.againOf === null ? row : (rows[row.againOf - 1] ?? row);
      return { status: "repeated", rev: first.rev, seq: first.seq, sentAt: first.sentAt };
    }
    default:
      return { status: row.status };
  }
}

function sent(message: AppendMessage, { rev, seq, sentAt }: AppendedRow): AppendOutcome {
  const { conversationId, senderId, id, body } = message;
  const kind = eventKinds["message.sent"];
  const row = { conversationId, rev, kind, actorId: senderId, at: sentAt, seq, id, recalledAt: null, body };
  return { status: "sent", rev, seq, sentAt, event: { conversationId, rev, text: eventText(row) } };
}
