/**
 * An engine thread's end of the thread that sends requests to foreign addresses: starts it for the first one, and ends
 * it when it has had nothing to do for a while. Invariant: at most `requestsMax` are open; one more is `busy`.
 */
import type { Outgoing, OutgoingAnswer, OutgoingRequest } from "../engine/ports/outgoing.ts";

/** Each may hold its bytes in memory; those of webhooks, hooks and previews are bounded below this by themselves. */
const requestsMax = 128;
/** How long the idle thread keeps its memory. */
const idleMs = 60_000;

export interface ToOutgoingThread {
  readonly reference: number;
  readonly request: OutgoingRequest;
}

export interface FromOutgoingThread {
  readonly reference: number;
  readonly answer: OutgoingAnswer;
}

/** @param startThread a new thread that has its settings */
export function createOutgoingClient(
  startThread: () => Worker,
  urlRefusal: Outgoing["urlRefusal"],
): Outgoing {
  const open = new Map<number, (answer: OutgoingAnswer) => void>();
  let thread: Worker | null = null;
  let nextReference = 1;
  let idleTimer: ReturnType<typeof setTimeout> | null = null;

  function end(): void {
    thread?.terminate();
    thread = null;
    const lost = [...open.values()];
    open.clear();
    for (const answer of lost) answer({ ok: false, reason: "unreachable" });
  }

  function start(): Worker {
    const started = startThread();
    started.onmessage = ({ data: { reference, answer } }: MessageEvent<FromOutgoingThread>) => {
      if (started !== thread) return;
      const resolve = open.get(reference);
      open.delete(reference);
      if (open.size === 0) idleTimer = setTimeout(end, idleMs);
      resolve?.(answer);
    };
    started.onerror = () => {
      if (started === thread) end();
    };
    return started;
  }

  return {
    urlRefusal,
    send(request) {
      if (open.size >= requestsMax) return Promise.resolve({ ok: false, reason: "busy" });
      if (idleTimer !== null) clearTimeout(idleTimer);
      idleTimer = null;
      const reference = nextReference;
      nextReference += 1;
      return new Promise((resolve) => {
        open.set(reference, resolve);
        thread ??= start();
        thread.postMessage({ reference, request } satisfies ToOutgoingThread);
      });
    },
  };
}
