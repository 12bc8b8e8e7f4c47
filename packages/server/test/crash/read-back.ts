/** Reads everything back at the end: from the database itself, and as each user through the public interface. */
import { Database } from "bun:sqlite";
import { limits } from "@parley/protocol";
import postgres from "postgres";
import type { Device, Head } from "./device.ts";
import { printOf, type WireEvent, type WireMessage } from "./events.ts";
import type { Snapshot, StoredConversation, StoredEvent } from "./evidence.ts";
import type { History } from "./history.ts";

interface ConversationRow {
  readonly id: number;
  readonly lastRev: number;
  readonly lastSeq: number;
  readonly memberCount: number;
}

interface MemberRow {
  readonly conversationId: number;
  readonly userId: number;
}

interface LogRow {
  readonly conversationId: number;
  readonly rev: number;
  readonly kind: number;
  readonly actorId: number;
  readonly at: number;
  readonly seq: number;
  readonly id: string | null;
  readonly body: string | null;
  readonly recalledAt: number | null;
}

type Rows = <R>(statement: string) => Promise<readonly R[]>;

/** Numbers of the kinds of events in the log table, as every database ever written has them. */
const kinds: Record<number, string> = {
  1: "message.sent",
  2: "message.recalled",
  3: "conversation.created",
  103: "message.scheduleChanged",
};

const messagePage = 200;

/** The SQLite file, which no server has open for writing any more. Adds what SQLite itself finds wrong. */
export async function readSqlite(path: string, history: History): Promise<Snapshot> {
  const database = new Database(path, { readonly: true });
  try {
    const wrong = database.query<{ integrity_check: string }, []>("pragma integrity_check").all();
    for (const { integrity_check: text } of wrong)
      if (text !== "ok") history.oddities.push(`SQLite says ${text}`);
    return await readTables(
      "the SQLite file",
      "lower(hex(message_id))",
      history,
      async <R>(statement: string) => database.query<R, []>(statement).all(),
    );
  } finally {
    database.close();
  }
}

export async function readPostgres(url: string, history: History): Promise<Snapshot> {
  const number = { to: 20, from: [20], serialize: String, parse: Number };
  const sql = postgres(url, { max: 1, types: { number } });
  try {
    return await readTables(
      "PostgreSQL",
      "replace(message_id::text, '-', '')",
      history,
      async <R>(statement: string) => {
        const rows = await sql.unsafe(statement);
        return rows as unknown as readonly R[];
      },
    );
  } finally {
    await sql.end();
  }
}

async function readTables(source: string, idColumn: string, history: History, rows: Rows): Promise<Snapshot> {
  const conversations = new Map<
    number,
    StoredConversation & { memberIds: number[]; events: StoredEvent[] }
  >();
  for (const row of await rows<ConversationRow>(
    `select id, last_rev as "lastRev", last_seq as "lastSeq", member_count as "memberCount" from conversations`,
  )) {
    conversations.set(row.id, { ...row, memberIds: [], events: [] });
  }
  for (const { conversationId, userId } of await rows<MemberRow>(
    `select conversation_id as "conversationId", user_id as "userId" from members`,
  )) {
    conversations.get(conversationId)?.memberIds.push(userId);
  }
  for (const row of await rows<LogRow>(
    `select conversation_id as "conversationId", rev, kind, actor_id as "actorId", at, seq, ${idColumn} as id, body,
       recalled_at as "recalledAt" from log order by conversation_id, rev`,
  )) {
    const event = eventOf(row);
    if ((row.recalledAt !== null) !== (row.kind === 1 && row.body === null))
      history.oddities.push(
        `rev ${row.rev} of ${row.conversationId}: recalled and content disagree in ${source}`,
      );
    conversations.get(row.conversationId)?.events.push(storedEvent(event, history));
  }
  return { source, conversations };
}

function eventOf(row: LogRow): WireEvent {
  const { actorId, at, body, conversationId, kind, rev } = row;
  const base = { ev: kinds[kind] ?? `kind ${kind}`, conversationId, rev };
  const own = body === null ? {} : (JSON.parse(body) as Record<string, unknown>);
  if (kind !== 1) return { ...base, actorId, at, ...own };
  const content = body === null ? null : (own as { text?: string });
  return { ...base, id: uuidOf(row.id ?? ""), seq: row.seq, senderId: actorId, sentAt: at, content };
}

function uuidOf(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function storedEvent(event: WireEvent, history: History): StoredEvent {
  const { id, rev, senderId, sentAt, seq, content = null } = event;
  const print = history.prints.numberOf(printOf(event));
  if (event.ev !== "message.sent" || id === undefined || seq === undefined)
    return { rev, print, message: null };
  const message = { id, seq, senderId: senderId ?? 0, sentAt: sentAt ?? 0, hasContent: content !== null };
  return { rev, print, message };
}

/** All that one user sees with a client that knows nothing yet: heads, whole ranges, and all of history in pages. */
export async function readAsUser(device: Device, history: History): Promise<Snapshot> {
  const conversations = new Map<number, StoredConversation>();
  const reply = await device.call("sync.heads", { limit: limits.inboxPageMax });
  if (reply.status !== "ok") throw new Error(`the last reader got no heads: ${JSON.stringify(reply)}`);
  const { heads, hasMore } = reply.result as { heads: (Head & { lastSeq: number })[]; hasMore: boolean };
  if (hasMore) throw new Error("the last reader has more conversations than a page holds");
  for (const { conversation, lastRev, lastSeq } of heads) {
    const events = await readRange(device, conversation.id);
    const stored = events.map((event) => storedEvent(event, history));
    await comparePages(device, conversation.id, stored, history);
    conversations.set(conversation.id, {
      id: conversation.id,
      lastRev,
      lastSeq,
      memberCount: 0,
      memberIds: [],
      events: stored,
    });
  }
  return { source: `what user ${device.record.userId} reads`, conversations };
}

async function readRange(device: Device, conversationId: number): Promise<WireEvent[]> {
  const all: WireEvent[] = [];
  for (;;) {
    const events = await device.range(conversationId, all.length);
    if (events === null) throw new Error("the last reader was cut off");
    if (events.length === 0) return all;
    all.push(...events);
  }
}

/** History in pages must be the messages of the range, with the same contents. */
async function comparePages(
  device: Device,
  conversationId: number,
  events: readonly StoredEvent[],
  history: History,
): Promise<void> {
  const expected = events.flatMap(({ message }) => message ?? []);
  let afterSeq = 0;
  for (;;) {
    const args = { conversationId, afterSeq, limit: messagePage };
    const reply = await device.call("message.list", args);
    if (reply.status !== "ok") throw new Error(`the last reader got no page: ${JSON.stringify(reply)}`);
    const { messages } = reply.result as { messages: WireMessage[] };
    for (const [index, { content, id, seq }] of messages.entries()) {
      const other = expected[afterSeq + index];
      if (other?.id !== id || other.seq !== seq || other.hasContent !== (content !== null))
        history.oddities.push(`page and range of ${conversationId} differ at seq ${seq}`);
    }
    afterSeq += messages.length;
    if (messages.length < messagePage) break;
  }
  if (afterSeq !== expected.length)
    history.oddities.push(`pages of ${conversationId} have ${afterSeq} of ${expected.length} messages`);
}
