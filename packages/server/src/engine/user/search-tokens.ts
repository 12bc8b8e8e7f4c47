/**
 * The parts of a user's names by which people are found (PROF-20 .. PROF-23): from each place where a word begins to the
 * end of the name, as written and by pinyin. What is searched for is the beginning of one of them, so a search reads
 * one range of an index, whatever it looks for. Pure but for the dictionary of pinyin.
 */
import { nameKey } from "../ports/name-key.ts";
import type { TokenKind } from "../ports/store-search.ts";
import { plainLetters, syllablesOf } from "./sort-key.ts";

/** Raised when other tokens are made of the same names: everybody is indexed again (PROF-24). */
export const searchVersion = 2;

/** A name that is longer is found by its first so many characters. */
export const tokenCharsMax = 32;

/** A name of fifty characters of a script without spaces has some hundred and fifty. */
const tokensMax = 200;

/** Scripts in which words follow each other without a space: each character may begin one. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Extended_Pictographic}]/u;

/** What a query is looked up as. */
export function searchText(query: string): string {
  return firstChars(folded(query));
}

/** The form in which names and queries are compared. */
export function folded(text: string): string {
  return nameKey(text).trim().replaceAll(/\s+/gu, " ");
}

/** Asked before a transaction where it can be: the first Chinese name loads the dictionary of readings. */
export async function searchTokens(username: string, nickname: string): Promise<string[]> {
  const tokens = new Set<string>();
  for (const name of new Set([folded(username), folded(nickname)])) {
    addWritten(tokens, name);
    const plain = plainLetters(name);
    if (plain !== name) addWritten(tokens, plain);
  }
  for (const name of new Set([username, nickname])) await addPinyin(tokens, name);
  addInside(tokens, folded(username));
  return [...tokens].slice(0, tokensMax);
}

/** Of guests: their words as they are written, by which those who share a conversation find them, and nobody else. */
export function guestTokens(username: string, nickname: string): string[] {
  const tokens = new Set<string>();
  for (const name of [username, nickname].flatMap((text) => [folded(text), plainLetters(text)])) {
    if (name === "") continue;
    for (const start of [0, ...wordStarts(name)]) tokens.add(token("guest", name.slice(start)));
  }
  return [...tokens].slice(0, tokensMax);
}

function addWritten(tokens: Set<string>, name: string): void {
  if (name === "") return;
  tokens.add(token("beginning", name));
  for (const start of wordStarts(name)) tokens.add(token("part", name.slice(start)));
}

/** A username is found from within its words too: it may be several, written without a sign between. */
function addInside(tokens: Set<string>, username: string): void {
  let place = 0;
  let before = "";
  for (const character of username) {
    if (/[\p{L}\p{N}]/u.test(before) && classOf(character) === "word") {
      tokens.add(token("inside", username.slice(place)));
    }
    before = character;
    place += character.length;
  }
}

async function addPinyin(tokens: Set<string>, name: string): Promise<void> {
  if (!/\p{Script=Han}/u.test(name)) return;
  const syllables = (await syllablesOf(name)).map((syllable) => folded(plainLetters(syllable)));
  const spoken = syllables.filter((syllable) => syllable !== "");
  for (const index of spoken.keys()) {
    const rest = spoken.slice(index);
    tokens.add(token("pinyin", rest.join("")));
    const initials = rest.map((syllable) => [...syllable][0]).join("");
    // The last letter alone would be found with everybody else who has it.
    if (initials.length > 1) tokens.add(token("initials", initials));
  }
}

/** The first character says what the rest is: ranges of one kind lie together. */
const kindMarks = {
  ...{ beginning: "1", part: "2", pinyin: "3", initials: "4", inside: "5", guest: "6" },
} as const satisfies Record<TokenKind, string>;

export function token(kind: TokenKind, text: string): string {
  return kindMarks[kind] + firstChars(text);
}

/** What tokens begin with that spell names as the text does; none where it is not of letters of pinyin. */
export function spellingTokens(text: string): string[] {
  return /^[a-z]+$/.test(text) ? [token("pinyin", text), token("initials", text)] : [];
}

/** What tokens of people begin with who are called so; no guests (PROF-20). */
export function nameTokens(text: string): string[] {
  const written = ["beginning", "part", "inside"] as const;
  return [...written.map((kind) => token(kind, text)), ...spellingTokens(text)];
}

/** What tokens of members begin with who are called so, guests too (GRP-16). */
export function memberTokens(text: string): string[] {
  return [...nameTokens(text), token("guest", text)];
}

type CharacterClass = "unspaced" | "word" | "mark" | "other";

/** Where words begin, but for the first: behind what is no letter or digit, and anywhere in Chinese. */
function wordStarts(name: string): number[] {
  const starts: number[] = [];
  let place = 0;
  let before: CharacterClass = "other";
  for (const character of name) {
    const now = classOf(character);
    const isStart = now === "unspaced" || (now === "word" && before !== "word");
    if (isStart && place > 0) starts.push(place);
    if (now !== "mark") before = now;
    place += character.length;
  }
  return starts;
}

function classOf(character: string): CharacterClass {
  if (/\p{M}/u.test(character)) return "mark";
  if (unspaced.test(character) && !/[0-9#*]/.test(character)) return "unspaced";
  return /[\p{L}\p{N}]/u.test(character) ? "word" : "other";
}

function firstChars(text: string): string {
  return text.length <= tokenCharsMax ? text : [...text].slice(0, tokenCharsMax).join("");
}
