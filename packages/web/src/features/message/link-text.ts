/** A piece of a message: words, or an address that may be opened. */
export type TextPart = { readonly text: string; readonly href: string | null };

// Only http and https. Ends before white space, quotes, angle brackets and East Asian punctuation.
const addressPattern =
  /\bhttps?:\/\/[^\s<>"'`\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u2018-\u201f]+/giu;
const trailingPunctuation = /[.,!?;:)\]}*_~]+$/u;

/** A bracket at the end belongs to the address only when it was opened within. */
function withoutTrailing(address: string): string {
  let kept = address.replace(trailingPunctuation, "");
  const rest = address.slice(kept.length);
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
