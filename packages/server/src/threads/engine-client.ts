/**
 * The transport thread's end of the engine. Owns the engine's threads and the calls that wait for them. Invariant:
 * every call is answered exactly once, also when a thread dies; answers of a commit are given before its batch is told.
 */
import { isMethodName, methods, ParleyError } from "@parley/protocol";
import type { EngineCall } from "../engine/engine.ts";
import type { Ask, AskKind, AskOf, Asks } from "../engine/ports/asks.ts";
import type { CommittedBatch } from "../engine/ports/committed.ts";
import type { Mail } from "../engine/ports/mail.ts";
import type { PreviewOutcome } from "../engine/ports/pages.ts";
import type { ApiKeyHolder } from "../engine/ports/store-api-keys.ts";
import type { Audience } from "../engine/ports/store-conversations.ts";
import {
  type FromEngine,
  type KeyUse,
  packCall,
  type ReadyMessage,
  replyFields,
  type ToEngine,
  unpackReply,
} from "./link.ts";

export interface EngineClient {
  call(call: EngineCall): void;
  /** Who is told of a conversation's events; null when it cannot be read now. */
  audience(conversationId: number): Promise<Audience | null>;
  /** Whom an API key lets in, by its digest: as of a moment after the question. @throws unavailable */
  keyHolder(digest: string): Promise<ApiKeyHolder | null>;
  /** What is no call (see ports/asks.ts). @throws unavailable */
  ask<K extends AskKind>(ask: AskOf<K>): Promise<Asks[K]["answer"]>;
  /** Lets the writer note when keys were used. */
  noteKeyUses(uses: readonly KeyUse[]): void;
  /** Lets the writer note that these users are there. */
  noteActivity(userIds: readonly number[]): void;
  /** Answers every call, then ends the threads. */
  stop(): Promise<void>;
}

export interface EngineThreads {
  readonly writer: Worker;
  readonly readers: readonly Worker[];
}

export interface EngineClientEvents {
  onBatch(batch: CommittedBatch): void;
  onMail(mail: Mail): void;
  onFailure(method: string, error: string, stack: string): void;
  onPreview(outcome: PreviewOutcome, url: string): void;
  /** The engine must not go on; the process has to end. */
  onBroken(message: string): void;
}

/** Asks that change something, or want to know what the writer does, for the writer. */
const writingAsks: ReadonlySet<AskKind> = new Set<AskKind>([
  "useSession",
  "keepExternalId",
  "externalNumber",
  "audit",
  "moveCursors",
  "webhookFigures",
]);

/** One thread, the calls gathered for it in this turn, and those that wait for its answer. */
interface Lane {
  readonly worker: Worker;
  readonly waiting: Map<number, EngineCall>;
  readonly audiences: Map<number, ((audience: Audience | null) => void)[]>;
  /** Questions of one digest, each with a message of its own: a later one must not get an older answer. */
  readonly keyHolders: Map<string, ((holder: ApiKeyHolder | null | undefined) => void)[]>;
  /** Of those that are no calls, by number. */
  readonly asks: Map<number, (answer: unknown) => void>;
  gathered: (string | number)[];
  stopped: (() => void) | null;
}

export function createEngineClient(threads: EngineThreads, events: EngineClientEvents): EngineClient {
  const writer = newLane(threads.writer);
  const readers = threads.readers.map(newLane);
  const lanes = [writer, ...readers];
  let nextReference = 1;
  let nextReader = 0;
  let isFlushScheduled = false;
  for (const lane of lanes) listen(lane, events);
  writer.worker.postMessage({ type: "begin" } satisfies ToEngine);

  function laneOf(method: string): Lane {
    if (readers.length === 0 || (isMethodName(method) && methods[method].kind === "write")) return writer;
    nextReader = (nextReader + 1) % readers.length;
    return readers[nextReader] ?? writer;
  }

  function flush(): void {
    isFlushScheduled = false;
    for (const lane of lanes) {
      if (lane.gathered.length === 0) continue;
      lane.worker.postMessage({ type: "calls", calls: lane.gathered } satisfies ToEngine);
      lane.gathered = [];
    }
  }

  return {
    call(call) {
      const lane = laneOf(call.method);
      const reference = nextReference;
      nextReference += 1;
      lane.waiting.set(reference, call);
      packCall(lane.gathered, reference, call);
      if (isFlushScheduled) return;
      isFlushScheduled = true;
      // After all sockets of this turn were read: their calls travel together.
      setImmediate(flush);
    },
    audience(conversationId) {
      const lane = readers[0] ?? writer;
      return new Promise((resolve) => {
        const waiting = lane.audiences.get(conversationId);
        if (waiting !== undefined) {
          waiting.push(resolve);
          return;
        }
        lane.audiences.set(conversationId, [resolve]);
        lane.worker.postMessage({ type: "audience", conversationId } satisfies ToEngine);
      });
    },
    async keyHolder(digest) {
      const lane = readers[0] ?? writer;
      const holder = await new Promise<ApiKeyHolder | null | undefined>((resolve) => {
        lane.keyHolders.set(digest, [...(lane.keyHolders.get(digest) ?? []), resolve]);
        lane.worker.postMessage({ type: "keyHolder", digest } satisfies ToEngine);
      });
      if (holder === undefined) throw new ParleyError("unavailable");
      return holder;
    },
    async ask<K extends AskKind>(ask: AskOf<K>) {
      const lane = writingAsks.has(ask.kind) ? writer : (readers[0] ?? writer);
      const reference = nextReference;
      nextReference += 1;
      const answer = await new Promise<unknown>((resolve) => {
        lane.asks.set(reference, resolve);
        lane.worker.postMessage({ type: "ask", reference, ask: ask as Ask } satisfies ToEngine);
      });
      if (answer === undefined) throw new ParleyError("unavailable");
      return answer as Asks[K]["answer"];
    },
    noteKeyUses: (uses) => writer.worker.postMessage({ type: "keyUses", uses } satisfies ToEngine),
    noteActivity: (userIds) => writer.worker.postMessage({ type: "activity", userIds } satisfies ToEngine),
    async stop() {
      flush();
      await Promise.all(readers.map(stopLane));
      await stopLane(writer);
    },
  };
}

function newLane(worker: Worker): Lane {
  return {
    worker,
    waiting: new Map(),
    audiences: new Map(),
    keyHolders: new Map(),
    asks: new Map(),
    gathered: [],
    stopped: null,
  };
}

function listen(lane: Lane, events: EngineClientEvents): void {
  lane.worker.onmessage = ({ data }: MessageEvent<FromEngine>) => receive(lane, data, events);
  lane.worker.onerror = (event) => {
    fail(lane);
    events.onBroken(event.message);
  };
}

function receive(lane: Lane, message: FromEngine, events: EngineClientEvents): void {
  switch (message.type) {
    case "output":
      for (let offset = 0; offset < message.replies.length; offset += replyFields) {
        const reference = Number(message.replies[offset]);
        const call = lane.waiting.get(reference);
        lane.waiting.delete(reference);
        call?.answer(unpackReply(message.replies, offset));
      }
      for (const batch of message.batches) events.onBatch(batch);
      return;
    case "audience": {
      const waiting = lane.audiences.get(message.conversationId) ?? [];
      lane.audiences.delete(message.conversationId);
      const { rev, userIds } = message;
      for (const resolve of waiting) resolve(userIds === null ? null : { rev, userIds });
      return;
    }
    case "mail":
      events.onMail(message.mail);
      return;
    case "keyHolder": {
      const [resolve, ...others] = lane.keyHolders.get(message.digest) ?? [];
      if (others.length === 0) lane.keyHolders.delete(message.digest);
      else lane.keyHolders.set(message.digest, others);
      resolve?.(message.holder);
      return;
    }
    case "asked": {
      const resolve = lane.asks.get(message.reference);
      lane.asks.delete(message.reference);
      resolve?.(message.answer);
      return;
    }
    case "previewed":
      events.onPreview(message.outcome, message.url);
      return;
    case "logged":
      events.onFailure(message.method, message.error, message.stack);
      return;
    case "failed":
      fail(lane);
      events.onBroken(message.message);
      return;
    case "stopped":
      lane.stopped?.();
      return;
    case "ready":
      return;
  }
}

/** The thread is gone: whoever waits for it must not wait for ever. A send can be tried again with its id. */
function fail(lane: Lane): void {
  const calls = [...lane.waiting.values()];
  lane.waiting.clear();
  for (const call of calls) call.answer({ ok: false, error: new ParleyError("unavailable") });
  for (const waiting of lane.audiences.values()) for (const resolve of waiting) resolve(null);
  lane.audiences.clear();
  for (const waiting of lane.keyHolders.values()) for (const resolve of waiting) resolve(undefined);
  lane.keyHolders.clear();
  for (const resolve of lane.asks.values()) resolve(undefined);
  lane.asks.clear();
}

async function stopLane(lane: Lane): Promise<void> {
  await new Promise<void>((resolve) => {
    lane.stopped = resolve;
    lane.worker.postMessage({ type: "stop" } satisfies ToEngine);
  });
  lane.worker.terminate();
}

/** Waits for a thread's first word. @throws Error with the operator's line when it could not start. */
export function awaitReady(worker: Worker): Promise<ReadyMessage> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<FromEngine>) => {
      if (data.type === "ready") resolve(data);
      else if (data.type === "failed") reject(new Error(data.message));
    };
    worker.onerror = (event) => reject(new Error(event.message));
  });
}
