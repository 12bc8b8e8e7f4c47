/** The browser's clock and chance; the only place of the client that asks for them. */
import { createEffect, createMemo, createSignal, onCleanup } from "solid-js";

export function now(): number {
  return Date.now();
}

const [minute, setMinute] = createSignal(now());
let users = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** True once the condition has held for so long, and only while it holds: what passes quickly is not shown. */
export function createLasting(condition: () => boolean, forMs: number): () => boolean {
  const [isLasting, setLasting] = createSignal(false);
  const holds = createMemo(condition);
  createEffect(() => {
    if (!holds()) return;
    const timer = setTimeout(() => setLasting(true), forMs);
    onCleanup(() => {
      clearTimeout(timer);
      setLasting(false);
    });
  });
  return isLasting;
}

/** The present time, renewed once a minute while somebody looks at it: "yesterday" becomes true at midnight. */
export function createMinuteClock(): () => number {
  if (users === 0) {
    setMinute(now());
    timer = setInterval(() => setMinute(now()), 60_000);
  }
  users += 1;
  onCleanup(() => {
    users -= 1;
    if (users === 0) clearInterval(timer);
  });
  return minute;
}
