/** Takes out of what a user is answered the messages that the user hid from themselves (MSG-24). */
import type { Reader } from "../ports/store.ts";
import type { StoredMember } from "../ports/store-conversations.ts";

interface Parsed {
  readonly ev?: string;
  readonly seq?: number;
}

/** Fields of a message that are left when its reader hid it. */
const keptFields = new Set(["ev", "conversationId", "rev", "seq", "id", "senderId", "sentAt", "recalledAt"]);

/** Wire texts of messages or events; nothing is read where the member hid nothing. */
export async function withoutHidden(
  reader: Reader,
  { userId, conversationId, hiddenCount }: StoredMember,
  texts: readonly string[],
): Promise<readonly string[]> {
  if (hiddenCount === 0) return texts;
  const parsed = texts.map((text) => JSON.parse(text) as Parsed);
  const seqs = parsed.flatMap(({ seq }) => seq ?? []);
  if (seqs.length === 0) return texts;
  const [first, last] = [Math.min(...seqs), Math.max(...seqs)];
  const hidden = new Set(await reader.hiddenMessages.between(userId, conversationId, first, last));
  return texts.map((text, index) => {
    const { seq, ev } = parsed[index] ?? {};
    if (seq === undefined || !hidden.has(seq)) return text;
    return hiddenText(parsed[index] ?? {}, ev) ?? text;
  });
}

/** Null: the event says nothing of what the message holds. */
function hiddenText(parsed: Parsed, ev: string | undefined): string | null {
  if (ev === "message.edited" || ev === "message.finished")
    return JSON.stringify({ ...parsed, content: null });
  if (ev === "message.linkPreviewChanged") return JSON.stringify({ ...parsed, linkPreview: null });
  if (ev !== undefined && ev !== "message.sent") return null;
  const kept = Object.entries(parsed).filter(([name]) => keptFields.has(name));
  return JSON.stringify({ ...Object.fromEntries(kept), content: null, isHidden: true });
}
