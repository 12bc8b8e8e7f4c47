/** Addresses in a text, the same for who shows them and for who looks them up. Pure. */
import type { TextContent } from "./model/contents/text-content.ts";
import { type TextNode, textTree } from "./text-tree.ts";

/** A piece of a message: words, or an address that may be opened. */
export type TextPart = { readonly text: string; readonly href: string | null };

// Only http and https. Ends before white space, quotes, angle brackets and East Asian punctuation.
const addressPattern =
  /\bhttps?:\/\/[^\s<>"'`\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u2018-\u201f]+/giu;
const trailingPunctuation = new Set(".,!?;:)]}*_~");

/** A bracket at the end belongs to the address only when it was opened within. */
function withoutTrailing(address: string): string {
  let end = address.length;
  while (trailingPunctuation.has(address.charAt(end - 1))) end -= 1;
  let kept = address.slice(0, end);
  const rest = address.slice(end);
  if (rest.startsWith(")") && kept.split("(").length > kept.split(")").length) kept += ")";
  return kept;
}

function safeHref(address: string): string | null {
  const url = URL.parse(address);
  return url !== null && (url.protocol === "http:" || url.protocol === "https:") ? url.href : null;
}

/** Splits a text into words and addresses; put together again, the parts are the text. */
export function linkText(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(addressPattern)) {
    const address = withoutTrailing(match[0]);
    const href = safeHref(address);
    if (href === null) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index), href: null });
    parts.push({ text: address, href });
    end = match.index + address.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

/** The first address of a text that people see as one, as `URL` writes it: none in code, and none that is covered (LINK-1). */
export function firstLink(content: Omit<TextContent, "type">): string | null {
  return /https?:\/\//i.test(content.text) ? firstOf(textTree(content)) : null;
}

function firstOf(nodes: readonly TextNode[]): string | null {
  for (const node of nodes) {
    const found = linkOf(node);
    if (found !== null) return found;
  }
  return null;
}

function linkOf(node: TextNode): string | null {
  switch (node.type) {
    case "text":
      return linkText(node.text).find(({ href }) => href !== null)?.href ?? null;
    case "link":
      return safeHref(node.href);
    case "bold":
    case "italic":
    case "strike":
    case "quote":
      return firstOf(node.children);
    case "code":
    case "codeBlock":
    case "mention":
    case "spoiler":
      return null;
  }
}
