import { previewOf } from "@parley/protocol/preview";
import { plainText, textTree } from "@parley/protocol/text-tree";
import type { TimelineMessage } from "@parley/sdk";
import { language, text } from "../../i18n/language.ts";

/** What a content says in the reader's language: all of a text, of others a line; nothing of a recalled one. */
export function contentWords(content: TimelineMessage["content"]): string {
  if (content?.type === "text")
    return content.format === undefined ? content.text : plainText(textTree(content));
  if (content?.type !== "notice") return previewOf(content, language());
  const known: Readonly<Record<string, string | undefined>> = text().message.notices;
  return known[content.notice] ?? content.text;
}
