/**
 * An engine thread's end of the thread that talks to the OpenID provider: starts it for the first call, and ends it
 * when it has had nothing to do for a while. Invariant: at most `callsMax` calls wait; one more is `busy`.
 */
import { ParleyError } from "@parley/protocol";
import type { OpenId, OpenIdAnswer, OpenIdIdentity, OpenIdRequest } from "../engine/ports/open-id.ts";

/** A provider that answers in 200 ms then serves 300 people a second; one that hangs holds 64 calls. */
const callsMax = 64;
const busyRetryAfterMs = 1_000;
/** How long the idle thread keeps its memory. */
const idleMs = 60_000;

type Task =
  | { readonly kind: "url"; readonly request: OpenIdRequest }
  | { readonly kind: "identity"; readonly request: OpenIdRequest; readonly answer: OpenIdAnswer };

export interface ToOpenIdThread {
  readonly reference: number;
  readonly task: Task;
}

export type FromOpenIdThread =
  | { readonly reference: number; readonly ok: true; readonly value: string | OpenIdIdentity }
  | {
      readonly reference: number;
      readonly ok: false;
      readonly code: "code_invalid" | "unavailable";
      /** For the operator's log; null where there is nothing to mend. */
      readonly reason: string | null;
    };

interface OpenCall {
  resolve(value: string | OpenIdIdentity): void;
  reject(error: Error): void;
}

/** @param startThread a new thread that has its settings */
export function createOpenIdClient(issuer: string, startThread: () => Worker): OpenId {
  const open = new Map<number, OpenCall>();
  let thread: Worker | null = null;
  let nextReference = 1;
  let idleTimer: ReturnType<typeof setTimeout> | null = null;

  function end(reason: string): void {
    thread?.terminate();
    thread = null;
    const lost = [...open.values()];
    open.clear();
    for (const { reject } of lost) reject(new ParleyError("unavailable", { cause: new Error(reason) }));
  }

  function receive(message: FromOpenIdThread): void {
    const call = open.get(message.reference);
    open.delete(message.reference);
    if (open.size === 0) idleTimer = setTimeout(() => end("idle"), idleMs);
    if (message.ok) call?.resolve(message.value);
    else call?.reject(failure(message.code, message.reason));
  }

  function start(): Worker {
    const started = startThread();
    started.onmessage = ({ data }: MessageEvent<FromOpenIdThread>) => {
      if (started === thread) receive(data);
    };
    started.onerror = (event) => {
      if (started === thread) end(event.message);
    };
    return started;
  }

  function run(task: Task): Promise<string | OpenIdIdentity> {
    if (open.size >= callsMax) {
      return Promise.reject(new ParleyError("busy", { retryAfterMs: busyRetryAfterMs }));
    }
    if (idleTimer !== null) clearTimeout(idleTimer);
    idleTimer = null;
    const reference = nextReference;
    nextReference += 1;
    return new Promise((resolve, reject) => {
      open.set(reference, { resolve, reject });
      thread ??= start();
      thread.postMessage({ reference, task } satisfies ToOpenIdThread);
    });
  }

  return {
    issuer,
    signInUrl: async (request) => (await run({ kind: "url", request })) as string,
    identify: async (request, answer) => (await run({ kind: "identity", request, answer })) as OpenIdIdentity,
  };
}

/** Where no provider is configured. */
export const noOpenId: OpenId = {
  issuer: null,
  signInUrl: () => Promise.reject(new ParleyError("forbidden")),
  identify: () => Promise.reject(new ParleyError("forbidden")),
};

function failure(code: "code_invalid" | "unavailable", reason: string | null): ParleyError {
  return new ParleyError(code, reason === null ? {} : { cause: new Error(`OpenID provider: ${reason}`) });
}
