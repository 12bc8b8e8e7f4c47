/**
 * npm passes a signal to the shell that runs the script, and the shell ends without passing it on: the server would go
 * on, unseen. So the kernel is asked to say SIGTERM when the shell is gone; that holds for the program that replaces
 * this one, too. Linux alone, where `sh` does not give its place to the one program it runs.
 */
import { dlopen } from "bun:ffi";
import { constants } from "node:os";

/** PR_SET_PDEATHSIG of prctl(2). */
const parentDeathSignal = 1;

export function endWithShell(): void {
  if (process.platform !== "linux" || process.env.npm_lifecycle_event === undefined) return;
  try {
    const { symbols } = dlopen("libc.so.6", { prctl: { args: ["i32", "u64"], returns: "i32" } });
    symbols.prctl(parentDeathSignal, constants.signals.SIGTERM);
  } catch {
    // Another libc than glibc: its systems have shells that give their place.
  }
}
