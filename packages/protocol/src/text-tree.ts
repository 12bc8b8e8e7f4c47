/**
 * A text as a tree, for showing it: the marks of a small part of Markdown, and who is mentioned. Raw HTML does not exist
 * here: what is no mark is text. Pure, of bounded depth, and quick whatever the text is (CNT-12).
 */
import type { TextContent } from "./model/contents/text-content.ts";

export type TextNode =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: MarkType; readonly children: readonly TextNode[] }
  | { readonly type: "quote"; readonly children: readonly TextNode[] }
  | { readonly type: "code"; readonly text: string }
  | { readonly type: "codeBlock"; readonly text: string }
  /** `href` is an address of http, https or mailto. */
  | { readonly type: "link"; readonly href: string; readonly children: readonly TextNode[] }
  | { readonly type: "mention"; readonly userId: number; readonly text: string };

type MarkType = "bold" | "italic" | "strike" | "spoiler";

/** Longer ones first. */
const marks = [
  { sign: "**", type: "bold" },
  { sign: "~~", type: "strike" },
  { sign: "||", type: "spoiler" },
  { sign: "*", type: "italic" },
  { sign: "_", type: "italic" },
] as const satisfies readonly { sign: string; type: MarkType }[];
type Mark = (typeof marks)[number];

/** Marks inside of more than so many others are text. */
const depthMax = 8;
const fence = "```";
const escapable = new Set("\\`*_~|[]>");

/** Without `format` the text and its mentions alone. */
export function textTree({ text, format, entities = [] }: Omit<TextContent, "type">): TextNode[] {
  const source = { text, entities };
  return format === "markdown" ? blocks(source) : plain(source, 0, text.length);
}

/** What a tree says, without its marks. */
export function plainText(nodes: readonly TextNode[]): string {
  return nodes.map((node) => ("children" in node ? plainText(node.children) : node.text)).join("");
}

type Source = Required<Pick<TextContent, "text" | "entities">>;

/** Line by line: fenced code, quotes, and what is neither. */
function blocks(source: Source): TextNode[] {
  const { text } = source;
  const nodes: TextNode[] = [];
  let at = 0;
  let from = 0;
  const flush = () => {
    if (from < at) nodes.push(...inline(source, from, at, 0));
  };
  while (at < text.length) {
    const block = codeBlockAt(text, at) ?? quoteAt(source, at);
    if (block === null) {
      at = lineEnd(text, at);
      continue;
    }
    flush();
    nodes.push(block.node);
    [at, from] = [block.end, block.end];
  }
  flush();
  return nodes;
}

interface Block {
  readonly node: TextNode;
  readonly end: number;
}

/** Behind the line feed. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}

function codeBlockAt(text: string, at: number): Block | null {
  if (!text.startsWith(fence, at)) return null;
  const begin = lineEnd(text, at);
  const close = text.indexOf(`\n${fence}`, begin - 1);
  if (close < 0) return null;
  return {
    node: { type: "codeBlock", text: text.slice(begin, Math.max(begin, close)) },
    end: lineEnd(text, close + 1),
  };
}

function quoteAt(source: Source, at: number): Block | null {
  const { text } = source;
  const children: TextNode[] = [];
  let end = at;
  while (text.startsWith("> ", end)) {
    const next = lineEnd(text, end);
    children.push(...inline(source, end + 2, next, 1));
    end = next;
  }
  return end === at ? null : { node: { type: "quote", children }, end };
}

function inline(source: Source, begin: number, end: number, depth: number): TextNode[] {
  const { text } = source;
  const nodes: TextNode[] = [];
  // Signs of which nothing closes any more in this part: nobody looks twice.
  const open = new Set<string>();
  let from = begin;
  let at = begin;
  const flush = (until: number) => {
    nodes.push(...plain(source, from, until));
  };
  while (at < end) {
    if (text[at] === "\\" && at + 1 < end && escapable.has(text[at + 1] ?? "")) {
      flush(at);
      from = at + 1;
      at += 2;
      continue;
    }
    const found =
      codeAt(text, at, end, open) ??
      linkAt(source, at, end, depth, open) ??
      markAt(source, at, end, depth, open);
    if (found === null) {
      at += 1;
      continue;
    }
    flush(at);
    nodes.push(found.node);
    [at, from] = [found.end, found.end];
  }
  flush(end);
  return nodes;
}

function codeAt(text: string, at: number, end: number, open: Set<string>): Block | null {
  if (text[at] !== "`" || open.has("`")) return null;
  const close = text.indexOf("`", at + 1);
  if (close < 0 || close >= end) open.add("`");
  else if (close > at + 1) return { node: { type: "code", text: text.slice(at + 1, close) }, end: close + 1 };
  return null;
}

/** `[words](address)`. */
function linkAt(source: Source, at: number, end: number, depth: number, open: Set<string>): Block | null {
  const { text } = source;
  if (text[at] !== "[" || depth >= depthMax || open.has("[")) return null;
  const middle = text.indexOf("](", at);
  const close = middle < 0 ? -1 : text.indexOf(")", middle);
  if (close < 0 || close >= end) {
    open.add("[");
    return null;
  }
  const href = text.slice(middle + 2, close);
  if (middle === at + 1 || !isSafe(href)) return null;
  const children = inline(source, at + 1, middle, depthMax);
  return { node: { type: "link", href, children }, end: close + 1 };
}

function isSafe(href: string): boolean {
  return /^(?:https?:\/\/|mailto:)[^\s<>"'`]+$/i.test(href) && URL.canParse(href);
}

function markAt(source: Source, at: number, end: number, depth: number, open: Set<string>): Block | null {
  if (depth >= depthMax) return null;
  const { text } = source;
  const mark = marks.find(({ sign }) => text.startsWith(sign, at));
  if (mark === undefined || open.has(mark.sign) || !opens(text, at, mark)) return null;
  const close = closeOf(text, at + mark.sign.length + 1, end, mark);
  if (close === null) {
    open.add(mark.sign);
    return null;
  }
  const children = inline(source, at + mark.sign.length, close, depth + 1);
  return { node: { type: mark.type, children }, end: close + mark.sign.length };
}

/** Before something that is no blank; `_` not within a word. */
function opens(text: string, at: number, { sign }: Mark): boolean {
  return isInk(text[at + sign.length]) && (sign !== "_" || !isWord(text[at - 1]));
}

function closeOf(text: string, begin: number, end: number, { sign }: Mark): number | null {
  for (
    let at = text.indexOf(sign, begin);
    at >= 0 && at + sign.length <= end;
    at = text.indexOf(sign, at + 1)
  ) {
    const isLong = sign.length === 1 && (text[at + 1] === sign || text[at - 1] === sign);
    if (isInk(text[at - 1]) && !isLong && (sign !== "_" || !isWord(text[at + 1]))) return at;
  }
  return null;
}

function isInk(character: string | undefined): boolean {
  return character !== undefined && /\S/.test(character);
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}

/** Text, and the mentions that lie whole within it. */
function plain({ text, entities }: Source, begin: number, end: number): TextNode[] {
  const nodes: TextNode[] = [];
  let from = begin;
  for (const { start, length, userId } of entities) {
    if (start < from || start + length > end) continue;
    if (from < start) nodes.push({ type: "text", text: text.slice(from, start) });
    from = start + length;
    nodes.push({ type: "mention", userId, text: text.slice(start, from) });
  }
  if (from < end) nodes.push({ type: "text", text: text.slice(from, end) });
  return nodes;
}
