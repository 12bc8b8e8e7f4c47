/** Which emoji the name behind a `:` may mean, while it is typed (UX-24). The names are loaded with the first. */
import { createResource, createSignal } from "solid-js";
import type { NamedEmoji } from "../../ui/emoji-names.ts";

export interface EmojiSearch {
  readonly choices: () => readonly NamedEmoji[];
  readonly active: () => number;
  /** To be told of every change of the text and of the caret. */
  look(text: string, caret: number): void;
  close(): void;
  /** Walks the list; true where the key was meant for it. */
  onKeyDown(event: KeyboardEvent, pick: (emoji: string) => void): boolean;
}

const shownMax = 6;

/** What is typed behind the `:` before the caret, if a name is being typed there; a smiley such as `:)` is none. */
export function emojiQuery(
  text: string,
  caret: number,
): { readonly start: number; readonly query: string } | null {
  const found = /(?:^|\s)(:([\p{L}_]{2,20}))$/u.exec(text.slice(0, caret));
  return found === null ? null : { start: caret - (found[1]?.length ?? 0), query: found[2] ?? "" };
}

/** The text with the emoji in the place of what was typed, and where the caret stands then. */
export function withEmoji(
  text: string,
  caret: number,
  emoji: string,
): { readonly text: string; readonly caret: number } {
  const found = emojiQuery(text, caret);
  if (found === null) return { text, caret };
  const before = text.slice(0, found.start) + emoji;
  return { text: before + text.slice(caret), caret: before.length };
}

export function createEmojiSearch(): EmojiSearch {
  const [query, setQuery] = createSignal<string | null>(null);
  const [active, setActive] = createSignal(0);
  const [found] = createResource(
    query,
    async (wanted) => {
      const { findEmoji } = await import("../../ui/emoji-names.ts");
      return findEmoji(wanted).slice(0, shownMax);
    },
    { initialValue: [] },
  );
  const choices = () => (query() === null ? [] : found.latest);
  return {
    choices,
    active,
    look(text, caret) {
      setActive(0);
      setQuery(emojiQuery(text, caret)?.query ?? null);
    },
    close: () => setQuery(null),
    onKeyDown(event, pick) {
      const count = choices().length;
      if (count === 0 || event.isComposing) return false;
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const choice = choices()[active()];
      if (by !== undefined) setActive((active() + by + count) % count);
      else if (event.key === "Escape") setQuery(null);
      else if (["Enter", "Tab", ":"].includes(event.key) && choice !== undefined) pick(choice.emoji);
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}
