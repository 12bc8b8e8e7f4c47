/**
 * Finds words of a list in texts, in one pass over the text however long the list is (Aho and Corasick, 1975), without
 * regard to case, accents and width (SCR-1). Built once for a list; invariant: a list that is empty makes no filter.
 */
import { foldText, type Unit } from "../search/folded-text.ts";

export type WordAction = "mask" | "refuse" | "flag";
export type WordLists = Readonly<Record<WordAction, readonly string[]>>;

export interface FoundWord {
  readonly action: WordAction;
  /** Part of the written text. */
  readonly start: number;
  readonly end: number;
}

export interface WordFilter {
  find(text: string): FoundWord[];
}

interface Node {
  readonly next: Map<string, Node>;
  /** The longest end of what was read so far that is the begin of a word. */
  fallback: Node | null;
  /** Words that end here, by how many units they have. */
  readonly words: { readonly action: WordAction; readonly length: number }[];
}

const newNode = (): Node => ({ next: new Map(), fallback: null, words: [] });

/** Null where there is no word. */
export function createWordFilter(lists: WordLists): WordFilter | null {
  const root = newNode();
  for (const action of ["mask", "refuse", "flag"] as const) {
    for (const word of lists[action]) addWord(root, word, action);
  }
  if (root.next.size === 0) return null;
  linkFallbacks(root);
  return { find: (text) => find(root, text) };
}

function addWord(root: Node, word: string, action: WordAction): void {
  const { units } = foldText(word.trim());
  if (units.length === 0) return;
  let node = root;
  for (const { text } of units) {
    const next = node.next.get(text) ?? newNode();
    node.next.set(text, next);
    node = next;
  }
  node.words.push({ action, length: units.length });
}

/** Level by level, so that the fallback of what is above is known. */
function linkFallbacks(root: Node): void {
  const queue: Node[] = [root];
  for (let index = 0; index < queue.length; index += 1) {
    const node = queue[index] ?? root;
    for (const [text, next] of node.next) {
      next.fallback = node === root ? root : step(root, node.fallback ?? root, text);
      next.words.push(...next.fallback.words);
      queue.push(next);
    }
  }
}

function step(root: Node, from: Node, text: string): Node {
  for (let node: Node | null = from; node !== null; node = node.fallback) {
    const next = node.next.get(text);
    if (next !== undefined) return next;
  }
  return root;
}

function find(root: Node, written: string): FoundWord[] {
  const { units } = foldText(written);
  const found: FoundWord[] = [];
  let node = root;
  units.forEach((unit, index) => {
    node = step(root, node, unit.text);
    for (const { action, length } of node.words) {
      const first = units[index - length + 1];
      if (first === undefined || !isWhole(units, index - length + 1, index)) continue;
      found.push({ action, start: first.start, end: unit.end });
    }
  });
  return found;
}

/** In scripts with spaces a word is not a part of another one. */
function isWhole(units: readonly Unit[], first: number, last: number): boolean {
  return !joins(units[first - 1], units[first]) && !joins(units[last], units[last + 1]);
}

function joins(before: Unit | undefined, after: Unit | undefined): boolean {
  const isSpaced = (unit: Unit | undefined) => unit?.class === "letter" || unit?.class === "digit";
  return isSpaced(before) && isSpaced(after);
}
