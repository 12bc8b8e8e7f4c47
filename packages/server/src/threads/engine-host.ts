/**
 * An engine thread's end of the link: hands calls to the engine and gathers what comes out. Answers and batches leave
 * in the order in which they arose, many in one message.
 */
import type { Engine, EngineReply } from "../engine/engine.ts";
import type { Ask } from "../engine/ports/asks.ts";
import type { CommittedBatch } from "../engine/ports/committed.ts";
import type { Store } from "../engine/ports/store.ts";
import { callFields, type FromEngine, packReply, type ToEngine, unpackCall } from "./link.ts";

export interface EngineOutput {
  answer(reference: number, reply: EngineReply): void;
  tell(batch: CommittedBatch): void;
}

/** Gathers output until the microtasks of a commit have run; a reader's thread until its turn is over. */
export function createOutput(
  post: (message: FromEngine) => void,
  schedule: (flush: () => void) => void,
): EngineOutput {
  let replies: (string | number)[] = [];
  let batches: CommittedBatch[] = [];
  let isScheduled = false;

  function flush(): void {
    isScheduled = false;
    const message = { type: "output", replies, batches } as const;
    replies = [];
    batches = [];
    post(message);
  }

  function scheduleFlush(): void {
    if (isScheduled) return;
    isScheduled = true;
    schedule(flush);
  }

  return {
    answer(reference, reply) {
      packReply(replies, reference, reply);
      scheduleFlush();
    },
    tell(batch) {
      batches.push(batch);
      scheduleFlush();
    },
  };
}

/** Serves what the transport thread asks, until it says stop. */
export function serveEngine(
  engine: Engine,
  store: Store,
  output: EngineOutput,
  post: (message: FromEngine) => void,
  begin: () => void,
  answerAsk: (ask: Ask) => Promise<unknown>,
): (message: ToEngine) => void {
  return (message) => {
    store.gatherReads?.();
    switch (message.type) {
      case "calls":
        for (let offset = 0; offset < message.calls.length; offset += callFields) {
          const { reference, ...call } = unpackCall(message.calls, offset);
          engine.call({ ...call, answer: (reply) => output.answer(reference, reply) });
        }
        return;
      case "audience":
        void answerAudience(store, message.conversationId, post);
        return;
      case "keyHolder":
        void answerKeyHolder(store, message.digest, post);
        return;
      case "keyUses":
        void engine.change("uses of API keys", async ({ tx }) => {
          for (const { keyId, at } of message.uses) await tx.apiKeys.noteUse(keyId, at);
        });
        return;
      case "ask":
        void answer(answerAsk, message.reference, message.ask, post);
        return;
      case "begin":
        begin();
        return;
      case "activity":
        void engine.change("activity", ({ tx, ports }) =>
          tx.activity.note(message.userIds, ports.clock.now()),
        );
        return;
      case "stop":
        void stop(engine, store, post);
        return;
    }
  };
}

async function answerAudience(
  store: Store,
  conversationId: number,
  post: (message: FromEngine) => void,
): Promise<void> {
  try {
    const { rev, userIds } = await store.reader.members.audience(conversationId);
    post({ type: "audience", conversationId, rev, userIds });
  } catch {
    // Delivery then makes every client look for itself.
    post({ type: "audience", conversationId, rev: 0, userIds: null });
  }
}

async function answerKeyHolder(
  store: Store,
  digest: string,
  post: (message: FromEngine) => void,
): Promise<void> {
  try {
    post({ type: "keyHolder", digest, holder: await store.reader.apiKeys.findHolder(digest) });
  } catch {
    post({ type: "keyHolder", digest, holder: undefined });
  }
}

async function answer(
  answerAsk: (ask: Ask) => Promise<unknown>,
  reference: number,
  ask: Ask,
  post: (message: FromEngine) => void,
): Promise<void> {
  try {
    post({ type: "asked", reference, answer: await answerAsk(ask) });
  } catch {
    post({ type: "asked", reference, answer: undefined });
  }
}

async function stop(engine: Engine, store: Store, post: (message: FromEngine) => void): Promise<void> {
  await engine.drain();
  await store.close();
  post({ type: "stopped" });
}
