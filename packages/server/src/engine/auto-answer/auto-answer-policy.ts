/** Which automatic answer fits what somebody wrote. Pure (AUTO-3). */
import type { AutoAnswer } from "@parley/protocol";
import { nameKey } from "../ports/name-key.ts";

/** Letters and digits alone, folded: nobody minds case, width, signs and blanks when asking. */
function questionKey(text: string): string {
  return nameKey(text).replaceAll(/[^\p{L}\p{N}\p{M}]/gu, "");
}

/**
 * The enabled one with the longest question that the text has in it, or with the question that it is (`isWhole`); of
 * equals the one that was made first.
 */
export function fittingAnswer(
  answers: readonly AutoAnswer[],
  text: string,
  isWhole = false,
): AutoAnswer | null {
  const asked = questionKey(text);
  let best: { readonly answer: AutoAnswer; readonly length: number } | null = null;
  for (const answer of answers) {
    const key = questionKey(answer.question);
    if (!answer.isEnabled || key === "" || !(isWhole ? asked === key : asked.includes(key))) continue;
    if (best === null || key.length > best.length) best = { answer, length: key.length };
  }
  return best?.answer ?? null;
}
