/** The messages that a page of messages answers, as they are now, for who reads the page (MSG-31). */
import type { MessageExtras } from "@parley/protocol";
import { fitFromStart } from "../page-budget.ts";
import type { Reader } from "../ports/store.ts";
import type { StoredMember } from "../ports/store-conversations.ts";
import { withoutHidden } from "./hidden-messages.ts";

const mark = '"replyTo":';

/** The field of the answer, or nothing where nothing is quoted that the page itself does not have. */
export async function quotedField(
  reader: Reader,
  member: StoredMember,
  texts: readonly string[],
): Promise<string> {
  // A quotation mark inside of a text is escaped, so only a field of a message looks so.
  const answers = texts.filter((text) => text.includes(mark));
  if (answers.length === 0) return "";
  const shown = new Set(texts.map((text) => (JSON.parse(text) as { rev: number }).rev));
  const revs = new Set<number>();
  for (const text of answers) {
    const rev = (JSON.parse(text) as MessageExtras).replyTo?.rev;
    if (rev !== undefined && rev > member.firstRev && !shown.has(rev)) revs.add(rev);
  }
  if (revs.size === 0) return "";
  const found = await reader.log.messagesAt(member.conversationId, [...revs]);
  const visible = await withoutHidden(reader, member, found);
  return `,"quoted":[${fitFromStart(visible).join(",")}]`;
}
