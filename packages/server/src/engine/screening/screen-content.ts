/** What the word filter makes of a content (SCR-1). Pure. */
import type { Content } from "@parley/protocol";
import type { WordFilter } from "./word-filter.ts";

export interface Screened {
  readonly content: Content;
  readonly isRefused: boolean;
  readonly isFlagged: boolean;
}

/** Fields that people read; the others are ids, types and numbers. */
const readFields: ReadonlySet<string> = new Set([
  ...["text", "name", "address", "fallback", "caption", "title", "question", "options"],
]);

export function screenedContent(filter: WordFilter | null, content: Content): Screened {
  if (filter === null) return { content, isRefused: false, isFlagged: false };
  const found = new Set<string>();
  const screenText = (text: string) => {
    const characters = [...text.matchAll(/[\s\S]/g)].map(([character]) => character);
    for (const { action, start, end } of filter.find(text)) {
      found.add(action);
      // As long as before, so that places in the text stay where they are.
      if (action === "mask") characters.fill("*", start, end);
    }
    return characters.join("");
  };
  const screened = mapTexts(content, screenText) as Content;
  return { content: screened, isRefused: found.has("refuse"), isFlagged: found.has("flag") };
}

function mapTexts(value: unknown, screenText: (text: string) => string, isRead = false): unknown {
  if (typeof value === "string") return isRead ? screenText(value) : value;
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, screenText, isRead));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, field]) => [
    name,
    mapTexts(field, screenText, readFields.has(name)),
  ]);
  return Object.fromEntries(entries);
}
