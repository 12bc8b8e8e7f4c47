/** Marks around what is selected in the message box, by keys everybody knows (UX-22). Pure. */

export interface Marked {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const signs: Readonly<Record<string, string>> = { b: "**", i: "*", e: "`" };

/** Which mark a key with Ctrl or Cmd stands for; null: none. */
export function markOf(press: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">) {
  if (!(press.ctrlKey || press.metaKey) || press.altKey) return null;
  const key = press.key.toLowerCase();
  if (press.shiftKey) return key === "x" ? "~~" : null;
  return signs[key] ?? null;
}

/** Puts the mark on both sides of the selection, or takes it away where it is there; what was selected stays so. */
export function withMark(text: string, start: number, end: number, sign: string): Marked {
  const before = text.slice(0, start);
  const inside = text.slice(start, end);
  const after = text.slice(end);
  if (isMarked(before, after, sign)) {
    const { length } = sign;
    return {
      text: before.slice(0, -length) + inside + after.slice(length),
      start: start - length,
      end: end - length,
    };
  }
  return { text: before + sign + inside + sign + after, start: start + sign.length, end: end + sign.length };
}

/** Two stars are no one star. */
function isMarked(before: string, after: string, sign: string): boolean {
  if (!before.endsWith(sign) || !after.startsWith(sign)) return false;
  return sign !== "*" || !(before.endsWith("**") && after.startsWith("**")) || before.endsWith("***");
}
