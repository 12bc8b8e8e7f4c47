/** The word filter as the writer has it: one list for the server, loaded at the start and whenever it changed. */
import { type Content, ParleyError } from "@parley/protocol";
import type { Reader } from "../ports/store.ts";
import { type Screened, screenedContent } from "./screen-content.ts";
import { createWordFilter, type WordFilter, type WordLists } from "./word-filter.ts";

/** What a thread holds of the filter; null: there is none, and a message costs nothing. */
export interface WordScreen {
  filter: WordFilter | null;
  version: string | null;
}

export const noWords: WordLists = { mask: [], refuse: [], flag: [] };

/** @throws forbidden with the rule */
export function screenContent({ filter }: WordScreen, content: Content): Screened {
  const screened = screenedContent(filter, content);
  if (screened.isRefused) throw new ParleyError("forbidden", { details: { rule: "words" } });
  return screened;
}

export async function readWordLists(reader: Pick<Reader, "settings">): Promise<WordLists> {
  const text = await reader.settings.get("word_filter");
  return text === null ? noWords : (JSON.parse(text) as WordLists);
}

export async function loadWordScreen(screen: WordScreen, reader: Pick<Reader, "settings">): Promise<void> {
  const version = await reader.settings.get("word_filter_version");
  screen.filter = version === null ? null : createWordFilter(await readWordLists(reader));
  screen.version = version;
}
