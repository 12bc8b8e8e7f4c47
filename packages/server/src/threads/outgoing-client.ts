/**
 * An engine thread's end of the thread that sends requests to foreign addresses: starts it for the first one, and ends
 * it when it has had nothing to do for a while. Invariant: at most `requestsMax` are open; one more is `busy`.
 */
import type { Outgoing, OutgoingAnswer, OutgoingRequest } from "../engine/ports/outgoing.ts";
import type { PageAnswer, Pages, PictureAnswer } from "../engine/ports/pages.ts";

/** Each may hold its bytes in memory; those of webhooks, hooks and previews are bounded below this by themselves. */
const requestsMax = 128;
/** How long the idle thread keeps its memory. */
const idleMs = 60_000;

export type OutgoingTask =
  | { readonly kind: "request"; readonly request: OutgoingRequest }
  | { readonly kind: "page"; readonly url: string }
  | { readonly kind: "picture"; readonly url: string };

export interface ToOutgoingThread {
  readonly reference: number;
  readonly task: OutgoingTask;
}

type Answer = OutgoingAnswer | PageAnswer | PictureAnswer;

export interface FromOutgoingThread {
  readonly reference: number;
  readonly answer: Answer;
}

/** @param startThread a new thread that has its settings */
export function createOutgoingClient(
  startThread: () => Worker,
  urlRefusal: Outgoing["urlRefusal"],
): Outgoing & Pages {
  const open = new Map<number, (answer: Answer) => void>();
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

  /** The thread answers each task as its kind is answered. */
  function ask<A extends Answer>(task: OutgoingTask): Promise<A> {
    if (open.size >= requestsMax) return Promise.resolve({ ok: false, reason: "busy" } as A);
    if (idleTimer !== null) clearTimeout(idleTimer);
    idleTimer = null;
    const reference = nextReference;
    nextReference += 1;
    return new Promise((resolve) => {
      open.set(reference, (answer) => resolve(answer as A));
      thread ??= start();
      thread.postMessage({ reference, task } satisfies ToOutgoingThread);
    });
  }

  return {
    urlRefusal,
    send: (request) => ask<OutgoingAnswer>({ kind: "request", request }),
    readPage: (url) => ask<PageAnswer>({ kind: "page", url }),
    readPicture: (url) => ask<PictureAnswer>({ kind: "picture", url }),
  };
}
