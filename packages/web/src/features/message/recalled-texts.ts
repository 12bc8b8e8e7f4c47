/**
 * What the person of this page wrote in messages recalled since it was opened, for "edit again". In memory only:
 * a recalled text must not outlive the page, nor be there for who signs in next.
 */
import { createSignal } from "solid-js";
import { onPersonLeft } from "../../platform/personal-memory.ts";

const [recalledTexts, setRecalledTexts] = createSignal<ReadonlyMap<string, string>>(new Map());
onPersonLeft(() => setRecalledTexts(new Map()));

export function keepRecalledText(messageId: string, written: string): void {
  setRecalledTexts((before) => new Map(before).set(messageId, written));
}

export function recalledText(messageId: string): string | undefined {
  return recalledTexts().get(messageId);
}
