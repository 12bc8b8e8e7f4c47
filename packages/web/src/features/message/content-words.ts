import type { TimelineMessage } from "@parley/sdk";
import { text } from "../../i18n/language.ts";

/** What a content says in the reader's language; nothing of a recalled one. */
export function contentWords(content: TimelineMessage["content"]): string {
  if (content === null) return "";
  if (content.type === "text") return content.text;
  const known: Readonly<Record<string, string | undefined>> = text().message.notices;
  return known[content.notice] ?? content.text;
}
