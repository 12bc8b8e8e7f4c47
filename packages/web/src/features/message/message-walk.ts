/** Walking the messages with the arrow keys: one of them is in the tab order, and stays mounted while it is. */
import { createMemo, createSignal } from "solid-js";
import type { TimelineModel } from "./timeline-model.ts";

export interface MessageWalk {
  /** Whether a row is the one the Tab key reaches: the one last focused, else the newest. */
  isReachable(key: string): boolean;
  focused(key: string): void;
  /** Goes to the next message up or down, and answers which; null where there is none. */
  step(by: 1 | -1): string | null;
  onKeyDown(event: KeyboardEvent): void;
  readonly keepMounted: () => number[];
}

export function rowElementId(key: string): string {
  return `row-${key}`;
}

export function createMessageWalk(model: TimelineModel, show: (index: number) => void): MessageWalk {
  const [focusedKey, setFocusedKey] = createSignal<string | null>(null);
  const isMessage = (key: string | undefined) => model.row(key ?? "")?.kind === "message";
  const newestKey = createMemo(() => model.keys().findLast(isMessage) ?? null);
  const reachableKey = createMemo(() => {
    const key = focusedKey();
    return key !== null && model.keys().includes(key) ? key : newestKey();
  });

  const step = (by: 1 | -1): string | null => {
    const keys = model.keys();
    let index = keys.indexOf(reachableKey() ?? "") + by;
    while (index >= 0 && index < keys.length && !isMessage(keys[index])) index += by;
    const key = keys[index];
    if (key === undefined || !isMessage(key)) return null;
    setFocusedKey(key);
    show(index);
    requestAnimationFrame(() => document.getElementById(rowElementId(key))?.focus({ preventScroll: true }));
    return key;
  };

  return {
    isReachable: (key) => key === reachableKey(),
    focused: setFocusedKey,
    step,
    keepMounted: () => [model.keys().indexOf(reachableKey() ?? "")].filter((index) => index >= 0),
    onKeyDown: (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined;
      if (by === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      event.preventDefault();
      step(by);
    },
  };
}
