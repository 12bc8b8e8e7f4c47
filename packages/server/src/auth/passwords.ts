/**
 * Passwords, hashed one at a time in a thread of the lowest priority, so that logins can never take the machine: they
 * get what messages leave (ACC-2, W8). Owns that thread, which begins with the first password and ends after a pause.
 * Invariant: one password is hashed and at most `waitingMax` wait; one more is `busy`.
 */
import { ParleyError } from "@parley/protocol";
import type { Passwords } from "../engine/ports/passwords.ts";

const waitingMax = 16;
/** What a caller over the bound is told to wait: about the time the queue needs to empty. */
const retryAfterMs = 1_000;
/** How long the idle thread keeps its memory. */
const idleMs = 30_000;

export interface PasswordTask {
  readonly kind: "hash" | "verify";
  readonly password: string;
  /** What to verify against; null where there is no such user. */
  readonly hash: string | null;
}

export type PasswordAnswer =
  | { readonly ok: true; readonly value: string | boolean }
  | { readonly ok: false; readonly error: string };

export function createPasswords(startThread: () => Worker): Passwords {
  const { assertNotBusy, run } = createTasks(startThread);
  return {
    assertNotBusy,
    hash: async (password) => String(await run({ kind: "hash", password, hash: null })),
    verify: async (password, hash) => (await run({ kind: "verify", password, hash })) === true,
    async isCommon(password) {
      // Loaded when first asked for: 90 KiB that only registrations need.
      const { default: list } = await import("./common-passwords.txt", { with: { type: "text" } });
      return `\n${list}`.includes(`\n${password.normalize("NFKC").toLowerCase()}\n`);
    },
  };
}

interface Tasks {
  assertNotBusy(): void;
  run(task: PasswordTask): Promise<string | boolean>;
}

interface OpenTask {
  resolve(value: string | boolean): void;
  reject(error: Error): void;
}

/** The thread answers in the order in which it was asked. */
function createTasks(startThread: () => Worker): Tasks {
  let thread: Worker | null = null;
  let open: OpenTask[] = [];
  let idleTimer: ReturnType<typeof setTimeout> | null = null;

  function end(error: Error): void {
    thread?.terminate();
    thread = null;
    const lost = open;
    open = [];
    for (const { reject } of lost) reject(error);
  }

  function start(): Worker {
    const started = startThread();
    started.onmessage = ({ data }: MessageEvent<PasswordAnswer>) => {
      const task = open.shift();
      if (data.ok) task?.resolve(data.value);
      else task?.reject(new Error(data.error));
      if (open.length > 0) return;
      idleTimer = setTimeout(() => end(new Error("the password thread was idle")), idleMs);
    };
    started.onerror = (event) => end(new Error(event.message));
    return started;
  }

  function assertNotBusy(): void {
    if (open.length > waitingMax) throw new ParleyError("busy", { retryAfterMs });
  }

  return {
    assertNotBusy,
    async run(task) {
      assertNotBusy();
      if (idleTimer !== null) clearTimeout(idleTimer);
      idleTimer = null;
      return new Promise((resolve, reject) => {
        open.push({ resolve, reject });
        thread ??= start();
        thread.postMessage(task);
      });
    },
  };
}
