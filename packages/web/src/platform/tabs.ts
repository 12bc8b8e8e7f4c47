/**
 * What the tabs of one browser agree on: which of them speaks for all, and whether anybody looks at one (UX-47). Locks
 * say it, which a tab loses when it is closed, however it is closed. Without them, as without HTTPS, each tab is alone.
 */
import { createEffect, onCleanup } from "solid-js";
import { attentive } from "./attention.ts";

const speaking = "parley.speaking";
const looking = "parley.looking";
const hasLocks = "locks" in navigator;

/** Holds a lock until the function that is answered is called. */
function hold(name: string, mode: LockMode, onHeld: () => void = () => undefined): () => void {
  const ending = new AbortController();
  const ended = new Promise<void>((resolve) => {
    ending.signal.addEventListener("abort", () => resolve());
  });
  const held = () => {
    onHeld();
    return ended;
  };
  navigator.locks.request(name, { mode, signal: ending.signal }, held).catch(() => undefined);
  return () => ending.abort();
}

/** For the life of the owner. Answers whether this tab may speak now: it is the first, and nobody looks at any. */
export function joinTabs(): () => Promise<boolean> {
  if (!hasLocks) return async () => !attentive();
  let isFirst = false;
  onCleanup(
    hold(speaking, "exclusive", () => {
      isFirst = true;
    }),
  );
  createEffect(() => {
    if (attentive()) onCleanup(hold(looking, "shared"));
  });
  return async () => {
    if (!isFirst || attentive()) return false;
    const { held = [] } = await navigator.locks.query();
    return !held.some(({ name }) => name === looking);
  };
}
