import { type ExportSection, ParleyError } from "@parley/protocol";
import { EncodedResult } from "../encoded-result.ts";
import { addressOf } from "../media/media-address.ts";
import type { Ports, ReadOperation } from "../operation.ts";
import { fitFromStart } from "../page-budget.ts";
import type { Reader } from "../ports/store.ts";
import type { OwnRecord, RecordSection } from "../ports/store-own-records.ts";

const number = /^[0-9]{1,15}$/;
/** The sections in the order in which they come, and how a place inside of one is written. */
const keys = {
  account: number,
  sessions: /^[0-9a-f-]{36}$/,
  settings: /^[A-Za-z]{1,80}$/,
  identities: number,
  contacts: number,
  contactRequests: number,
  joinRequests: number,
  following: number,
  complaints: number,
  autoAnswers: number,
  folders: number,
  stickerPacks: /^[0-9a-f]{32}$/,
  stickers: /^[0-9a-f]{32}\.[0-9a-f]{32}$/,
  installedStickerPacks: /^[0-9a-f]{32}$/,
  inbox: number,
  scheduledMessages: /^[0-9]{1,15}\.[0-9a-f-]{36}$/,
  files: /^[0-9]{1,15}\.[0-9a-f]{32}$/,
  messages: /^[0-9]{1,15}\.[0-9]{1,15}$/,
} satisfies Record<ExportSection, RegExp>;
const sections = Object.keys(keys) as ExportSection[];
const recordsPerPage = 200;
/** Events looked through for one page: a large group in which the caller wrote little takes several. */
const revsPerPage = 20_000;

export const exportAccount: ReadOperation<"account.export"> = {
  kind: "read",
  async run({ reader, ports }, { userId }, { cursor = "account" }) {
    const page = await readPage({ reader, ports }, userId, readCursor(cursor));
    const next = page.next === null ? "null" : `"${page.next}"`;
    return new EncodedResult(
      `{"section":"${page.section}","items":[${page.items.join(",")}],"next":${next}}`,
    );
  },
};

interface Page {
  readonly section: ExportSection;
  readonly items: readonly string[];
  readonly next: string | null;
}

interface Cursor {
  readonly section: ExportSection;
  readonly key: string | null;
}

function readCursor(text: string): Cursor {
  const [, name = "", key = null] = /^([A-Za-z]+)(?:\.([A-Za-z0-9.-]{1,80}))?$/.exec(text) ?? [];
  const section = sections.find((known) => known === name);
  if (section === undefined || (key !== null && !keys[section].test(key))) {
    throw new ParleyError("invalid_arguments", { details: { path: "/cursor" } });
  }
  return { section, key };
}

interface Context {
  readonly reader: Reader;
  readonly ports: Ports;
}

function readPage(context: Context, userId: number, { section, key }: Cursor): Promise<Page> {
  if (section !== "messages") return recordsPage(context, userId, section, key);
  const [conversationId = 0, afterRev = 0] = (key ?? "0.0").split(".").map(Number);
  return messagesPage(context.reader, userId, conversationId, afterRev);
}

async function recordsPage(
  { reader, ports }: Context,
  userId: number,
  section: RecordSection,
  afterKey: string | null,
): Promise<Page> {
  const records = await reader.ownRecords.page(section, userId, afterKey, recordsPerPage);
  const shown = section === "files" ? records.map((file) => withAddress(ports, userId, file)) : records;
  const items = fitFromStart(shown.map(({ record }) => JSON.stringify(record)));
  const isLast = items.length === records.length && records.length < recordsPerPage;
  const following = sections[sections.indexOf(section) + 1] ?? "messages";
  const last = records[items.length - 1];
  return { section, items, next: isLast || last === undefined ? following : `${section}.${last.key}` };
}

/** Where to fetch it: the export of a file is its bytes. */
function withAddress(ports: Ports, userId: number, { key, record }: OwnRecord): OwnRecord {
  return { key, record: { ...record, ...addressOf(ports, userId, String(record.id)) } };
}

/** Own messages of one conversation after the event; `conversationId` 0 is before the first. */
async function messagesPage(
  reader: Reader,
  userId: number,
  conversationId: number,
  afterRev: number,
): Promise<Page> {
  const section = "messages";
  // The one it is in, or the first after it.
  const conversation = await reader.ownRecords.nextConversation(userId, conversationId - 1);
  if (conversation === null) return { section, items: [], next: null };
  const from = conversation.id === conversationId ? afterRev : 0;
  const uptoRev = Math.min(from + revsPerPage, conversation.lastRev);
  const range = { conversationId: conversation.id, userId, afterRev: from, uptoRev, limit: recordsPerPage };
  const texts = await reader.log.ownMessages(range);
  const items = fitFromStart(texts);
  const isWhole = items.length === texts.length && texts.length < recordsPerPage;
  const seenRev = isWhole ? uptoRev : (JSON.parse(items.at(-1) ?? "{}") as { rev: number }).rev;
  const next =
    seenRev >= conversation.lastRev
      ? `${section}.${conversation.id + 1}.0`
      : `${section}.${conversation.id}.${seenRev}`;
  return {
    section,
    items: items.map((text) => `{"conversationId":${conversation.id},${text.slice(1)}`),
    next,
  };
}
