/**
 * The main thread's end of the thread that keeps the index of messages: starts it when there is something to index, and
 * ends it when there has been nothing for a while. Invariant: what was committed before a `nudge` is indexed in a round
 * that begins after it.
 */
export interface IndexSettings {
  /** Empty for the embedded database. */
  readonly databaseUrl: string;
  readonly data: string;
}

export type ToIndexThread = "index" | "close";

export type FromIndexThread =
  | { readonly type: "done" }
  | { readonly type: "failed"; readonly reason: string };

export interface IndexClient {
  /** Something was committed. */
  nudge(): void;
  stop(): Promise<void>;
}

export interface IndexClientParts {
  /** A new thread that has its settings. */
  startThread(): Worker;
  onFailure(reason: string): void;
}

/** Well below the second after which a message is to be found (SRCH-8); what comes meanwhile is indexed together. */
const roundAfterMs = 500;
/** What an earlier run left is no hurry: a server that starts has better things to do. */
const firstRoundAfterMs = 3_000;
/** How long a failure is left alone. */
const retryAfterMs = 5_000;
/** How long the idle thread keeps its memory. */
const idleMs = 30_000;
/** How long a stopping server waits for the part that is being indexed. */
const stopWaitMs = 2_000;

export function createIndexClient({ onFailure, startThread }: IndexClientParts): IndexClient {
  let thread: Worker | null = null;
  let state: "idle" | "waiting" | "running" | "stopped" = "idle";
  let hasNews = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let onClosed: () => void = () => undefined;

  function end(): void {
    thread?.terminate();
    thread = null;
    onClosed();
  }

  function after(ms: number, work: () => void): void {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(work, ms);
  }

  function waitForRound(ms: number): void {
    state = "waiting";
    after(ms, run);
  }

  function run(): void {
    state = "running";
    hasNews = false;
    thread ??= start();
    thread.postMessage("index" satisfies ToIndexThread);
  }

  function settled(failure: string | null): void {
    if (state === "stopped") {
      end();
      return;
    }
    if (failure !== null) {
      onFailure(failure);
      end();
      waitForRound(retryAfterMs);
      return;
    }
    if (hasNews) {
      waitForRound(roundAfterMs);
      return;
    }
    state = "idle";
    after(idleMs, end);
  }

  function start(): Worker {
    const started = startThread();
    started.onmessage = ({ data }: MessageEvent<FromIndexThread>) => {
      if (started === thread) settled(data.type === "failed" ? data.reason : null);
    };
    started.onerror = (event) => {
      if (started === thread) settled(event.message);
    };
    return started;
  }

  function nudge(): void {
    hasNews = true;
    if (state === "idle") waitForRound(roundAfterMs);
  }

  after(firstRoundAfterMs, nudge);
  return {
    nudge,
    async stop() {
      if (timer !== null) clearTimeout(timer);
      const open = thread;
      const wasRunning = state === "running";
      state = "stopped";
      if (open === null) return;
      const closed = new Promise<void>((resolve) => {
        onClosed = resolve;
      });
      after(stopWaitMs, end);
      // What a running round has not written yet, the next start writes.
      if (wasRunning) end();
      else open.postMessage("close" satisfies ToIndexThread);
      await closed;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
