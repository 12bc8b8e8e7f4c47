/**
 * The form in which messages are searched: without regard to case, accents and width, as names are. Each unit of it (a
 * character with its marks) knows which part of the written text it is, so that what is found can be shown there.
 */
import { plainLetters } from "../user/sort-key.ts";

/** `unspaced`: of a script in which words follow each other without a space, and emoji. */
export type UnitClass = "unspaced" | "letter" | "digit" | "space" | "other";

export interface FoldedText {
  readonly text: string;
  readonly units: readonly Unit[];
}

export interface Unit {
  readonly text: string;
  readonly class: UnitClass;
  /** Place in the folded text. */
  readonly at: number;
  /** Part of the written text. */
  readonly start: number;
  readonly end: number;
}

interface FoldedUnit {
  readonly text: string;
  readonly class: UnitClass;
}

const unspacedScripts =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;

/** What belongs to the character before it: marks, the voiced marks of narrow kana, later parts of a Hangul syllable. */
const belonging = /[\p{M}\u{ff9e}\u{ff9f}\u{1160}-\u{11ff}\u{200d}]/u;

/** Characters repeat, and to fold one costs more than to remember it. */
const remembered = new Map<string, readonly FoldedUnit[]>();
const rememberedMax = 20_000;

export function foldText(written: string): FoldedText {
  const units: Unit[] = [];
  let text = "";
  for (let start = 0; start < written.length; ) {
    const end = clusterEnd(written, start);
    for (const unit of foldCluster(written.slice(start, end))) {
      units.push({ text: unit.text, class: unit.class, at: text.length, start, end });
      text += unit.text;
    }
    start = end;
  }
  return { text, units };
}

function clusterEnd(text: string, start: number): number {
  let end = start + characterLength(text, start);
  // Nothing below belongs to what is before it: the common case needs no look-up.
  while (end < text.length && text.charCodeAt(end) >= 0x300 && isBelonging(text, end)) {
    end += characterLength(text, end);
  }
  return end;
}

function characterLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

const belongs = new Uint8Array(0x1_0000);

function isBelonging(text: string, at: number): boolean {
  const code = text.codePointAt(at) ?? 0;
  if (code > 0xffff) return belonging.test(String.fromCodePoint(code));
  if (belongs[code] === 0) belongs[code] = belonging.test(String.fromCharCode(code)) ? 1 : 2;
  return belongs[code] === 1;
}

function foldCluster(cluster: string): readonly FoldedUnit[] {
  const known = remembered.get(cluster);
  if (known !== undefined) return known;
  const units = unitsOf(plainLetters(cluster));
  if (remembered.size >= rememberedMax) remembered.clear();
  remembered.set(cluster, units);
  return units;
}

/** A single character may stand for several: ㎏ is k and g. */
function unitsOf(folded: string): FoldedUnit[] {
  const units: FoldedUnit[] = [];
  for (let start = 0; start < folded.length; ) {
    const end = clusterEnd(folded, start);
    const text = folded.slice(start, end);
    units.push({ text, class: classOf(text) });
    start = end;
  }
  return units;
}

function classOf(unit: string): UnitClass {
  const [first = ""] = unit;
  if (/\s/u.test(first)) return "space";
  if (/[0-9]/.test(first)) return "digit";
  if (/\p{Extended_Pictographic}/u.test(first)) return "unspaced";
  if (!/[\p{L}\p{N}]/u.test(first)) return "other";
  if (unspacedScripts.test(first)) return "unspaced";
  return /\p{N}/u.test(first) ? "digit" : "letter";
}
