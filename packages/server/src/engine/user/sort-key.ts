/**
 * What names are sorted by in lists of people: the initial (a letter, or `#`), then the name spelled in Latin letters;
 * Chinese by pinyin, with the readings that surnames have.
 */
import { nameKey } from "../ports/name-key.ts";

const sortKeyCharsMax = 120;

/** Asked before a transaction where it can be: the first Chinese name loads the dictionary of readings (some 50 ms). */
export async function sortKey(name: string): Promise<string> {
  const spelled = plainLetters(/\p{Script=Han}/u.test(name) ? await pinyinOf(name) : name.trim());
  const initial = /^[a-z]/.test(spelled) ? spelled.charAt(0).toUpperCase() : "#";
  return (initial + spelled).slice(0, sortKeyCharsMax);
}

/** Loaded only when it is needed: its dictionary takes 35 MB. */
async function pinyinOf(name: string): Promise<string> {
  const { pinyin } = await import("pinyin-pro");
  return pinyin(name.trim(), { toneType: "none", nonZh: "consecutive", surname: "head", v: true });
}

/** The syllables a name is spoken with, one a Chinese character; what is not Chinese stays together. */
export async function syllablesOf(name: string): Promise<string[]> {
  const { pinyin } = await import("pinyin-pro");
  return pinyin(name.trim(), {
    ...{ toneType: "none", nonZh: "consecutive", surname: "head", v: true },
    type: "array",
  });
}

/** Folded like any name, and without the accents of Latin letters. */
export function plainLetters(text: string): string {
  return nameKey(text)
    .normalize("NFD")
    .replaceAll(/(?<=[a-z])\p{M}+/gu, "")
    .normalize("NFC");
}
