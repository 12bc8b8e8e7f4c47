/**
 * Composition root of the thread that hashes passwords. Invariant: it runs at the lowest priority, so that whoever
 * sends messages never waits for whoever signs in.
 */
import { setPriority } from "node:os";
import { doPasswordTask } from "./auth/password-hashing.ts";
import type { PasswordAnswer, PasswordTask } from "./auth/passwords.ts";

/** The lowest there is. */
const priority = 19;

declare const self: Worker;

// On Linux this is the calling thread's priority alone; elsewhere it may not be possible, and hashing is still bounded.
if (process.platform === "linux") setPriority(priority);

self.onmessage = ({ data }: MessageEvent<PasswordTask>) => {
  self.postMessage(answer(data));
};

function answer(task: PasswordTask): PasswordAnswer {
  try {
    return { ok: true, value: doPasswordTask(task) };
  } catch (error) {
    return { ok: false, error: String(error) };
  }
}
