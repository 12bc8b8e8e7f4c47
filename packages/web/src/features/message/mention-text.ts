/** Names behind an `@` in a text: which are meant, and where they stand. Pure. */

export interface MentionPart {
  readonly text: string;
  /** Whom it names; `all` is everybody, null nobody. */
  readonly who: number | "all" | null;
}

/** What `@` everybody is called in every language, since each reader has another than the writer. */
export const namesOfAll = ["all", "everyone", "所有人", "全体成员"] as const;

/** What is typed behind the `@` before the caret, if a name is being typed there. */
export function mentionQuery(text: string, caret: number): { start: number; query: string } | null {
  const before = text.slice(0, caret);
  const start = before.lastIndexOf("@");
  if (start === -1) return null;
  // Within an e-mail address no name begins.
  if (start > 0 && /[\w.-]/.test(before[start - 1] ?? "")) return null;
  const query = before.slice(start + 1);
  return /[\s@]/u.test(query) || query.length > 30 ? null : { start, query };
}

/** The text with `@name ` in the place of what was typed, and where the caret stands then. */
export function withMention(
  text: string,
  caret: number,
  name: string,
): { readonly text: string; readonly caret: number } {
  const found = mentionQuery(text, caret);
  if (found === null) return { text, caret };
  const inserted = `@${name} `;
  const rest = text.slice(caret).replace(/^ /, "");
  return { text: text.slice(0, found.start) + inserted + rest, caret: found.start + inserted.length };
}

/** Splits a text where the names stand; longer names are looked for first, so that `@Ann Lee` is not `@Ann`. */
export function mentionParts(
  text: string,
  names: ReadonlyMap<string, number | "all">,
): readonly MentionPart[] {
  const wanted = [...names.keys()].filter((name) => name !== "").sort((a, b) => b.length - a.length);
  if (wanted.length === 0) return [{ text, who: null }];
  const parts: MentionPart[] = [];
  let end = 0;
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", Math.max(end, at + 1))) {
    const name = wanted.find((candidate) => text.startsWith(candidate, at + 1));
    if (name === undefined) continue;
    if (at > end) parts.push({ text: text.slice(end, at), who: null });
    end = at + 1 + name.length;
    parts.push({ text: text.slice(at, end), who: names.get(name) ?? null });
  }
  if (end < text.length) parts.push({ text: text.slice(end), who: null });
  return parts;
}

/** Those of the picked names that the text still has. */
export function mentionedIds(text: string, picked: ReadonlyMap<string, number>): number[] {
  const found = mentionParts(text, picked).flatMap(({ who }) => (typeof who === "number" ? [who] : []));
  return [...new Set(found)];
}
