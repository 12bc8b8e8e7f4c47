/**
 * The writer's end of the thread that copies the WAL into the database file: starts it for the first copy, and ends it
 * when there was none for a while. Invariant: it is asked for one copy at a time, and each is answered, also when the
 * thread dies.
 */
export type ToCheckpointThread = "copy" | "close";

/** Why it failed, with SQLite's code where it has one; null when it did not. */
export type CopyOutcome = { readonly code: string | null; readonly reason: string } | null;

export type FromCheckpointThread =
  | { readonly type: "copied"; readonly outcome: CopyOutcome }
  | { readonly type: "closed" };

/** How long the idle thread keeps its memory. */
const idleMs = 30_000;

/** @param startThread a new thread that has its settings */
export function createCheckpointClient(startThread: () => Worker) {
  let thread: Worker | null = null;
  let answer: (outcome: CopyOutcome) => void = () => undefined;
  let onClosed: () => void = () => undefined;
  let idleTimer: ReturnType<typeof setTimeout> | null = null;

  function ended(reason: string): void {
    thread?.terminate();
    thread = null;
    answer({ code: null, reason });
    onClosed();
  }

  function start(): Worker {
    const started = startThread();
    started.onmessage = ({ data }: MessageEvent<FromCheckpointThread>) => {
      if (started !== thread) return;
      if (data.type === "closed") ended("closed");
      else answer(data.outcome);
    };
    started.onerror = (event) => {
      if (started === thread) ended(event.message);
    };
    return started;
  }

  function stopTimer(): void {
    if (idleTimer !== null) clearTimeout(idleTimer);
    idleTimer = null;
  }

  async function close(): Promise<void> {
    stopTimer();
    const open = thread;
    if (open === null) return;
    const closed = new Promise<void>((resolve) => {
      onClosed = resolve;
    });
    open.postMessage("close" satisfies ToCheckpointThread);
    await closed;
  }

  return {
    copy(): Promise<CopyOutcome> {
      stopTimer();
      return new Promise((resolve) => {
        answer = (outcome) => {
          answer = () => undefined;
          stopTimer();
          idleTimer = setTimeout(() => void close(), idleMs);
          resolve(outcome);
        };
        thread ??= start();
        thread.postMessage("copy" satisfies ToCheckpointThread);
      });
    },
    close,
  };
}
