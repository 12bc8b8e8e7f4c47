/**
 * What is looked for, and where it is in a text (SRCH-1 .. SRCH-4). A query is parts between spaces; a text has it when
 * it has every part, each beginning where a word begins. Pure; the only judge of what is found, on both databases.
 */
import { type FoldedText, foldText, type Unit } from "./folded-text.ts";
import {
  beginningChars,
  isMarkOfLonger,
  pairMark,
  pairRange,
  type Run,
  runsOf,
  textOf,
  wordMark,
  wordRange,
} from "./message-marks.ts";

export interface SearchQuery {
  readonly parts: readonly QueryPart[];
  /** A text without one of these marks is not found. */
  readonly marks: readonly string[];
  /** A text without a mark of each of these ranges is not found. */
  readonly ranges: readonly RegExp[];
}

interface QueryPart {
  readonly text: string;
  /** Its first character begins a word of letters or digits: found only where one begins. */
  readonly startsWord: boolean;
  /** Its last word is too short to stand for longer ones. */
  readonly endsWord: boolean;
}

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Places one message shows. */
const rangesMax = 20;

/** Null when there is nothing in it that could be looked for. */
export function parseQuery(query: string): SearchQuery | null {
  const parts: QueryPart[] = [];
  const marks = new Set<string>();
  const ranges = new Set<string>();
  for (const written of foldText(query).text.split(/\s+/u)) {
    const folded = foldText(written);
    const runs = runsOf(folded);
    const [first, last] = [folded.units[0], runs.at(-1)];
    if (first === undefined) continue;
    for (const run of runs) addMarks(run, marks, ranges);
    const endsWord = last !== undefined && !last.isClosed && isShortWord(last);
    parts.push({ text: folded.text, startsWord: isWordClass(first), endsWord });
  }
  if (marks.size + ranges.size === 0) return null;
  return { parts, marks: [...marks], ranges: [...ranges].map((range) => new RegExp(range)) };
}

function addMarks(run: Run, marks: Set<string>, ranges: Set<string>): void {
  const { kind, units, isClosed } = run;
  if (kind !== "unspaced") {
    const word = textOf(units);
    if (isClosed || isShortWord(run) || isMarkOfLonger(word)) marks.add(wordMark(word));
    else ranges.add(wordRange(word));
  } else if (units.length === 1) ranges.add(pairRange(units[0]?.text ?? ""));
  else {
    units.slice(1).forEach((unit, index) => {
      marks.add(pairMark(units[index]?.text ?? "", unit.text));
    });
  }
}

function isShortWord({ kind, units }: Run): boolean {
  return kind !== "unspaced" && [...textOf(units)].length < beginningChars;
}

function isWordClass(unit: Unit): boolean {
  return unit.class === "letter" || unit.class === "digit";
}

/** Whether a text with these marks may have what is looked for. */
export function mayHave({ marks, ranges }: SearchQuery, marksOfText: string): boolean {
  return (
    marks.every((mark) => marksOfText.includes(mark)) && ranges.every((range) => range.test(marksOfText))
  );
}

/** Where the text has it, in the order of the text and not overlapping; empty when it lacks a part. */
export function rangesIn({ parts }: SearchQuery, text: string): TextRange[] {
  const folded = foldText(text);
  const found: TextRange[] = [];
  for (const part of parts) {
    const places = placesOf(part, folded);
    if (places.length === 0) return [];
    found.push(...places);
  }
  return joined(found).slice(0, rangesMax);
}

function placesOf(part: QueryPart, { text, units }: FoldedText): TextRange[] {
  const places: TextRange[] = [];
  let at = text.indexOf(part.text);
  if (at < 0) return places;
  const startingAt = new Map(units.map((unit, index) => [unit.at, index]));
  const endingAt = new Map(units.map((unit, index) => [unit.at + unit.text.length, index]));
  for (; at >= 0 && places.length < rangesMax; at = text.indexOf(part.text, at + 1)) {
    const [firstIndex, lastIndex] = [startingAt.get(at), endingAt.get(at + part.text.length)];
    // Not between a character and its mark.
    if (firstIndex === undefined || lastIndex === undefined) continue;
    const [first, last] = [units[firstIndex], units[lastIndex]];
    if (first === undefined || last === undefined) continue;
    const isInside = part.startsWord && units[firstIndex - 1]?.class === first.class;
    const goesOn = part.endsWord && units[lastIndex + 1]?.class === last.class;
    if (!isInside && !goesOn) places.push({ start: first.start, end: last.end });
  }
  return places;
}

function joined(ranges: readonly TextRange[]): TextRange[] {
  const result: TextRange[] = [];
  for (const range of ranges.toSorted((left, right) => left.start - right.start || left.end - right.end)) {
    const before = result.at(-1);
    if (before === undefined || range.start > before.end) result.push(range);
    else if (range.end > before.end) result[result.length - 1] = { start: before.start, end: range.end };
  }
  return result;
}
