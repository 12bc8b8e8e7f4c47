/** The browser's clock and chance; the only place of the client that asks for them. */
import { createSignal, onCleanup } from "solid-js";

export function now(): number {
  return Date.now();
}

const [minute, setMinute] = createSignal(now());
let users = 0;
let timer: ReturnType<typeof setInterval> | undefined;

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
