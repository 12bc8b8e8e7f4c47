/** Widths at which the layout changes; styles/ uses the same numbers. */
import { createSignal } from "solid-js";

function createMedia(query: string): () => boolean {
  const list = matchMedia(query);
  const [matches, setMatches] = createSignal(list.matches);
  list.addEventListener("change", () => setMatches(list.matches));
  return matches;
}

/** One pane at a time. */
export const isNarrow = createMedia("(max-width: 719.98px)");
/** Room for details beside the timeline. */
export const isWide = createMedia("(min-width: 1180px)");
/** Fingers rather than a mouse: long press opens menus, Enter starts a line. */
export const isTouch = createMedia("(hover: none) and (pointer: coarse)");
