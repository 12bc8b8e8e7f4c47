/**
 * Finds public groups by their names, the best matches first, as people are found (PROF-20). Bounded: a few ranges of one
 * index, however common what is looked for is (DIR-5).
 */
import type { Reader } from "../ports/store.ts";
import type { FoundGroup } from "../ports/store-directory.ts";
import { folded, searchText, token } from "../user/search-tokens.ts";

/** Entries read of each range; more than a page, since one name may have several. */
const entriesPerRange = 200;

/** From best to worst; `whole`: only names that are nothing but what was looked for. */
const ranges = [
  { kind: "beginning", isWhole: true },
  { kind: "beginning", isWhole: false },
  { kind: "initials", isWhole: true },
  { kind: "pinyin", isWhole: true },
  { kind: "part", isWhole: false },
  { kind: "pinyin", isWhole: false },
  { kind: "initials", isWhole: false },
] as const;

export async function findGroups({ directory }: Pick<Reader, "directory">, query: string): Promise<number[]> {
  const text = searchText(query);
  if (text === "") return [];
  // Pinyin is written with letters of a-z.
  const hasPinyin = /^[a-z]+$/.test(text);
  const read = (kind: Parameters<typeof token>[0]) =>
    directory.startingWith(token(kind, text), entriesPerRange);
  const none: FoundGroup[] = [];
  const [beginning, part, pinyin, initials] = await Promise.all([
    read("beginning"),
    read("part"),
    hasPinyin ? read("pinyin") : none,
    hasPinyin ? read("initials") : none,
  ]);
  const found = { beginning, part, pinyin, initials };
  const ids = ranges.flatMap(({ kind, isWhole }) =>
    found[kind]
      .filter((entry) => !isWhole || entry.token === token(kind, text))
      .map(({ conversationId }) => conversationId),
  );
  return [...new Set(ids)];
}

/** The public groups that are called exactly so, whatever the case and width of the name. */
export async function groupsCalled(
  { directory }: Pick<Reader, "directory">,
  name: string,
): Promise<number[]> {
  const text = searchText(name);
  if (text === "") return [];
  const found = await directory.startingWith(token("beginning", text), entriesPerRange);
  const ids = found
    .filter((entry) => entry.token === token("beginning", text))
    .map(({ conversationId }) => conversationId);
  const cards = await directory.cards(ids);
  // A token holds the beginning of a name, and may be a number's.
  const called = cards.filter((card) => card.isPublic && folded(card.name ?? "") === folded(name));
  return called.map(({ conversationId }) => conversationId);
}
