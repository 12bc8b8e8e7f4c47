import type { Content, RequestedExtras, ResultOf } from "@parley/protocol";
import { type ErrorCode, errorCodes, ParleyError } from "@parley/protocol/errors";
import type { Outgoing } from "../api.ts";
import type { Call } from "../calls.ts";
import { backOffMs } from "../connection/back-off.ts";
import type { Peers } from "../connection/peers.ts";
import { messageIds } from "../platform/message-id.ts";
import type { Platform } from "../platform/platform.ts";
import { Cell } from "../state/cell.ts";
import { toTimelineMessage } from "../state/timeline-message.ts";
import type { LocalStore } from "../storage/local-store.ts";
import {
  type Accepted,
  applyOutboxStep,
  nextToSend,
  type OutboxEntry,
  type OutboxStep,
  type OutgoingFile,
  type Refusal,
  withFiles,
} from "./outbox-state.ts";

type SentResult = ResultOf<"message.send">;

export interface OutboxQueueOptions {
  readonly call: Call;
  readonly store: LocalStore;
  readonly peers: Peers;
  readonly platform: Platform;
  readonly isOnline: () => boolean;
  readonly selfId: () => number;
  /** Number of the newest message of a conversation; 0 where there is none. */
  readonly lastSeq: (conversationId: number) => number;
  readonly onSend: (conversationId: number, content: Content) => void;
}

/**
 * Messages on their way. Owns their order and their retries; the tab that holds the connection sends, one message at a
 * time in each conversation, so that what is tried again cannot be overtaken. Invariant: a message leaves the outbox
 * only when the server has taken it or somebody discarded it.
 */
export class OutboxQueue {
  readonly entries = new Cell<readonly OutboxEntry[]>([]);
  /** Ids of messages, and of their files: each larger than those before. */
  readonly newId: () => string;
  readonly #options: OutboxQueueOptions;
  /** Conversations whose next message is under way or waits to be tried again. */
  readonly #busy = new Set<number>();
  readonly #attempts = new Map<string, number>();
  readonly #waiters = new Map<string, PromiseWithResolvers<SentResult>>();
  #isClosed = false;

  constructor(options: OutboxQueueOptions) {
    this.#options = options;
    this.newId = messageIds(options.platform);
    const { peers } = options;
    peers.on("outbox.step", (step) => this.#apply(step as OutboxStep));
    peers.on("outbox.ask", () => {
      if (peers.isLeader.get()) peers.post("outbox.list", this.entries.get());
    });
    peers.on("outbox.list", (list) => this.#adopt(list as OutboxEntry[]));
    peers.isLeader.subscribe((isLeader) => {
      if (isLeader) void this.#lead();
    });
  }

  restore(entries: readonly OutboxEntry[]): void {
    for (const entry of entries) this.#apply({ kind: "add", entry });
    if (!this.#options.peers.isLeader.get()) this.#options.peers.post("outbox.ask", null);
  }

  /** `files`: those that the content names. */
  send(
    conversationId: number,
    content: Content,
    extras?: RequestedExtras,
    files?: readonly OutgoingFile[],
  ): Outgoing {
    const { platform, store, selfId } = this.#options;
    const given: OutboxEntry = {
      id: this.newId(),
      conversationId,
      content,
      ...(extras === undefined || Object.keys(extras).length === 0 ? {} : { extras }),
      createdAt: platform.now(),
      state: "queued",
    };
    const entry = withFiles(given, files);
    const waiter = Promise.withResolvers<SentResult>();
    waiter.promise.catch(() => undefined);
    this.#waiters.set(entry.id, waiter);
    void store.write([{ table: "outbox", key: entry.id, value: entry }]);
    this.#share({ kind: "add", entry });
    this.#options.onSend(conversationId, content);
    return { message: toTimelineMessage(entry, selfId()), sent: waiter.promise };
  }

  retry(id: string): void {
    this.#attempts.delete(id);
    this.#shareKept({ kind: "retry", id });
  }

  discard(id: string): void {
    const files = this.entries.get().find((entry) => entry.id === id)?.files ?? [];
    const kept = files.map((file) => ({ table: "files" as const, key: file.id }));
    void this.#options.store.write([{ table: "outbox", key: id }, ...kept]);
    this.#share({ kind: "discard", id });
  }

  pause(id: string, isPaused: boolean): void {
    this.#shareKept({ kind: "pause", id, isPaused });
  }

  /** How far the files of a message are. */
  tellUpload(id: string, progress: number): void {
    this.#share({ kind: "upload", id, progress });
  }

  /** A file of a message is there; null: the message goes without it. */
  tellUploaded(id: string, fileId: string, mediaId: string | null): void {
    this.#shareKept({ kind: "uploaded", id, fileId, mediaId });
  }

  /** A message cannot be sent. */
  fail(id: string, { code: errorCode, details: errorDetails }: ParleyError): void {
    const entry = this.entries.get().find((one) => one.id === id);
    const refusal: Refusal = {
      errorCode,
      ...(errorDetails === undefined ? {} : { errorDetails }),
      failedAfterSeq: this.#options.lastSeq(entry?.conversationId ?? 0),
    };
    this.#shareKept({ kind: "fail", id, ...refusal });
  }

  /** The event of a message of ours came: the server has it, whether its reply came or not. */
  confirm(id: string, accepted: Accepted): void {
    if (!this.entries.get().some((entry) => entry.id === id)) return;
    void this.#options.store.write([{ table: "outbox", key: id }]);
    this.#apply({ kind: "accept", id, accepted });
  }

  /** The conversation now shows messages up to here: those of ours among them need no place in the outbox. */
  settle(conversationId: number, lastSeq: number): void {
    const entries = this.entries.get();
    const left = entries.filter(
      ({ accepted, conversationId: id }) =>
        id !== conversationId || accepted === undefined || accepted.seq > lastSeq,
    );
    if (left.length !== entries.length) this.entries.set(left);
  }

  /** Sends what can be sent now. Called when the connection is there. */
  pump(): void {
    const { peers, isOnline } = this.#options;
    if (this.#isClosed || !peers.isLeader.get() || !isOnline()) return;
    for (const [conversationId, entry] of nextToSend(this.entries.get())) {
      if (!this.#busy.has(conversationId)) void this.#deliver(entry);
    }
  }

  clear(): void {
    for (const entry of this.entries.get()) this.#apply({ kind: "discard", id: entry.id });
    this.entries.set([]);
  }

  close(): void {
    this.#isClosed = true;
  }

  async #deliver(entry: OutboxEntry): Promise<void> {
    const { call, store, platform } = this.#options;
    const { id, conversationId, content, extras } = entry;
    this.#busy.add(conversationId);
    try {
      const accepted = await call("message.send", { conversationId, id, content, ...extras });
      void store.write([{ table: "outbox", key: id }]);
      this.#attempts.delete(id);
      this.#share({ kind: "accept", id, accepted });
    } catch (failure) {
      const error =
        failure instanceof ParleyError ? failure : new ParleyError("internal", { cause: failure });
      if (isTemporary(error.code)) {
        const attempt = (this.#attempts.get(id) ?? 0) + 1;
        this.#attempts.set(id, attempt);
        await this.#pause(error.retryAfterMs ?? backOffMs(attempt, platform.random));
      } else {
        this.fail(id, error);
      }
    }
    this.#busy.delete(conversationId);
    this.pump();
  }

  /** Offline there is nothing to wait for: the next connection pumps. */
  async #pause(forMs: number): Promise<void> {
    if (!this.#options.isOnline()) return;
    await new Promise<void>((resolve) => this.#options.platform.setTimer(resolve, forMs));
  }

  /** Shares a step, and keeps what it makes of its message. */
  #shareKept(step: Exclude<OutboxStep, { kind: "add" }>): void {
    const before = this.entries.get();
    this.#share(step);
    const entry = this.entries.get().find(({ id }) => id === step.id);
    if (entry === undefined || before.includes(entry) || entry.state === "accepted") return;
    void this.#options.store.write([{ table: "outbox", key: entry.id, value: entry }]);
  }

  #share(step: OutboxStep): void {
    this.#options.peers.post("outbox.step", step);
    this.#apply(step);
  }

  #apply(step: OutboxStep): void {
    this.entries.set(applyOutboxStep(this.entries.get(), step));
    if (step.kind === "accept") this.#waiters.get(step.id)?.resolve(step.accepted);
    if (step.kind === "fail") {
      const { errorCode, errorDetails: details } = step;
      this.#waiters
        .get(step.id)
        ?.reject(new ParleyError(errorCode, details === undefined ? {} : { details }));
    }
    if (step.kind === "discard") {
      this.#waiters
        .get(step.id)
        ?.reject(new ParleyError("conflict", { message: "The message was discarded." }));
    }
    if (step.kind === "accept" || step.kind === "discard") this.#waiters.delete(step.id);
    else this.pump();
  }

  /** The sending tab's list is the true one, but for messages given to this tab, which it may not have heard of. */
  #adopt(list: readonly OutboxEntry[]): void {
    if (this.#options.peers.isLeader.get()) return;
    const own = this.entries.get().filter((entry) => this.#waiters.has(entry.id));
    this.entries.set(own.reduce((all, entry) => applyOutboxStep(all, { kind: "add", entry }), list));
  }

  /** This tab sends from now on: what the store has and nobody told us of comes in as well. */
  async #lead(): Promise<void> {
    for (const entry of await this.#options.store.outbox()) this.#apply({ kind: "add", entry });
    this.pump();
  }
}

function isTemporary(code: ErrorCode): boolean {
  return errorCodes[code]?.retry !== "never";
}
