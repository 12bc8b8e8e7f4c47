/**
 * Keeps what is known here equal to what the server has: subscribes first (`hello`), fetches second, fills gaps, drops
 * what is known. Owns the order in which pushes and answers are applied; not the state (`conversations.ts`), not the
 * store. Invariant: each event is handed to `onEvent` at most once, in the order of `rev`, without gaps (SYNC-5, SYNC-7).
 */
import type { EventFrame, Head, HelloResult, PushFrame, ResultOf, User } from "@parley/protocol";
import { clientLimits } from "@parley/protocol/client-limits";
import { ParleyError } from "@parley/protocol/errors";
import type { Call } from "../calls.ts";
import { backOffMs } from "../connection/back-off.ts";
import type { Platform, Timer } from "../platform/platform.ts";
import { Cell } from "../state/cell.ts";
import { headBeforeLog } from "../state/heads.ts";
import type { Conversations } from "./conversations.ts";
import type { Histories } from "./histories.ts";

/** Beyond so many missed events a conversation's local history is given up rather than caught up. */
export const catchUpEventsMax = 500;
/** Ranges fetched at the same time: leaves most of the window to the calls of people. */
const rangesAtOnce = 8;

export interface SyncCursor {
  /** The server's epoch and the user it was told to. */
  readonly epoch: string;
  readonly cursor: string | null;
}

export interface SynchronizerOptions {
  readonly call: Call;
  readonly conversations: Conversations;
  readonly histories: Histories;
  readonly catchUp: "local" | "all";
  readonly platform: Platform;
  readonly handlers: SyncHandlers;
}

export interface SyncHandlers {
  /** An event was applied. */
  onEvent(event: EventFrame): void;
  /** A signal, at its place among the events. */
  onSignal(push: PushFrame): void;
  onUsers(users: readonly User[]): void;
  onCursor(cursor: SyncCursor): void;
  /** History was restored on the server: nothing known here holds any more (SYNC-6). */
  onReset(): void;
}

type Answer = Pick<ResultOf<"sync.heads">, "heads" | "cursor">;

export class Synchronizer {
  /** True from `hello` until everything missed is here. */
  readonly isBehind = new Cell(false);
  /** The server has answered the inbox at least once, now or at an earlier visit. */
  readonly isLoaded = new Cell(false);
  readonly #options: SynchronizerOptions;
  #cursor: SyncCursor | null = null;
  #connection = 0;
  #isCycling = false;
  #mustCycleAgain = false;
  /** Pushes that wait for the end of a cycle, and those that wait for the repair of their conversation. */
  #held: PushFrame[] = [];
  readonly #repairs = new Map<number, { held: PushFrame[]; done: Promise<void> }>();
  /** After a failure the server is left alone until the timer runs; only a new `hello` does not wait. */
  #isWaiting = false;
  #failures = 0;
  #retryTimer: Timer = null;

  constructor(options: SynchronizerOptions) {
    this.#options = options;
  }

  restore(cursor: SyncCursor): void {
    this.#cursor = cursor;
    if (cursor.cursor !== null) this.isLoaded.set(true);
  }

  ready(hello: HelloResult): void {
    this.#connection += 1;
    // What another user left in the store is as void as what an older history left.
    const epoch = `${hello.epoch}/${hello.user.id}`;
    if (this.#cursor !== null && this.#cursor.epoch !== epoch) {
      this.#held = [];
      this.#options.conversations.clear();
      this.#options.handlers.onReset();
      this.#cursor = null;
    }
    this.#cursor ??= { epoch, cursor: null };
    this.isBehind.set(true);
    this.#stopWaiting();
    this.#failures = 0;
    this.catchUp();
  }

  /** Forgets everything: somebody signed out. */
  reset(): void {
    this.#connection += 1;
    this.#cursor = null;
    this.#held = [];
    this.#stopWaiting();
    this.#options.conversations.clear();
    this.isLoaded.set(false);
    this.isBehind.set(false);
  }

  close(): void {
    this.#connection += 1;
    this.#cursor = null;
    this.#stopWaiting();
  }

  takePushes(pushes: readonly PushFrame[]): void {
    for (const push of pushes) this.#take(push);
  }

  /** Asks for changed heads and fetches what is missing; joins a cycle that runs. */
  catchUp(): void {
    this.#mustCycleAgain = true;
    if (this.#isCycling || this.#isWaiting) return;
    this.#isCycling = true;
    void this.#runCycles();
  }

  /** What is being asked for may be old already: where a cycle runs, another one follows. */
  cycleAgain(): void {
    if (this.#isCycling) this.#mustCycleAgain = true;
  }

  /** Fetches the events of one conversation that are missing here. Never rejects. */
  repair(conversationId: number): Promise<void> {
    const running = this.#repairs.get(conversationId);
    if (running !== undefined) return running.done;
    const repair = { held: [] as PushFrame[], done: Promise.resolve() };
    this.#repairs.set(conversationId, repair);
    const end = (held: readonly PushFrame[]) => {
      this.#repairs.delete(conversationId);
      this.takePushes(held);
    };
    repair.done = this.#fetchHeld(conversationId, repair.held).then(
      () => end(repair.held),
      (failure: unknown) => {
        this.#retryLater(failure);
        // The events come with the heads asked for then; taken now they would only begin the next repair.
        end(repair.held.filter((push) => !isEvent(push)));
      },
    );
    return repair.done;
  }

  #take(push: PushFrame): void {
    if (this.#isCycling) {
      this.#held.push(push);
      return;
    }
    if ("conversationId" in push) {
      const repair = this.#repairs.get(push.conversationId);
      if (repair !== undefined) {
        repair.held.push(push);
        return;
      }
    }
    if (!isEvent(push)) {
      this.#options.handlers.onSignal(push);
      return;
    }
    if (this.#apply(push) !== "early") return;
    // The heads that are asked for when the wait is over tell of it.
    if (this.#isWaiting) return;
    if (this.#options.conversations.get(push.conversationId) === undefined) {
      this.catchUp();
      this.#held.push(push);
      return;
    }
    void this.repair(push.conversationId);
    this.#repairs.get(push.conversationId)?.held.push(push);
  }

  #apply(event: EventFrame): "taken" | "known" | "early" {
    const taken = this.#options.conversations.take(event);
    if (taken === "taken") {
      const { conversations, histories } = this.#options;
      if (conversations.get(event.conversationId) === undefined) histories.drop(event.conversationId);
      else histories.follow(event);
      this.#options.handlers.onEvent(event);
    }
    return taken;
  }

  async #runCycles(): Promise<void> {
    let connection = this.#connection;
    try {
      while (this.#mustCycleAgain) {
        this.#mustCycleAgain = false;
        connection = this.#connection;
        await this.#runCycle(connection);
      }
      this.isLoaded.set(true);
      this.#failures = 0;
    } catch (failure) {
      if (connection === this.#connection) this.#retryLater(failure);
      this.#endCycle();
      return;
    }
    this.#endCycle();
    if (connection === this.#connection) this.isBehind.set(false);
  }

  #endCycle(): void {
    this.#isCycling = false;
    const held = this.#held;
    this.#held = [];
    for (const push of held) {
      // A conversation the server does not list even now is none of ours.
      if (isEvent(push) && push.ev !== "conversation.created") {
        if (this.#options.conversations.get(push.conversationId) === undefined) continue;
      }
      this.#take(push);
    }
    if (this.#mustCycleAgain) this.catchUp();
  }

  async #runCycle(connection: number): Promise<void> {
    const { conversations, histories, catchUp } = this.#options;
    const isFirst = this.#cursor?.cursor == null;
    const answer = await this.#fetchHeads();
    if (connection !== this.#connection) return;
    const toRepair: Head[] = [];
    for (const head of answer.heads) {
      // Opened since the last time: whoever wants every event hears these from the first.
      const isNew = !isFirst && conversations.get(head.conversation.id) === undefined;
      if (isNew && catchUp === "all") conversations.mergeHead(headBeforeLog(head));
      // No list has the feed: the event by which it is first heard of is one to be told.
      else if (isNew && isFeed(head)) conversations.mergeHead(this.#headBeforeHeld(head));
      if (this.#mustFetchEvents(head)) toRepair.push(head);
      else {
        if (this.#isTooFar(head)) histories.drop(head.conversation.id);
        this.#mergeHead(head);
      }
    }
    await inParallel(toRepair, async (head) => {
      if (!isFeed(head)) await histories.load(head.conversation.id);
      await this.#fetchRanges(head.conversation.id);
      this.#mergeHead(head);
    });
    await inParallel(histories.staleIds(), (id) => this.#fetchRanges(id));
    if (connection !== this.#connection || this.#cursor === null) return;
    this.#cursor = { epoch: this.#cursor.epoch, cursor: answer.cursor };
    this.#options.handlers.onCursor(this.#cursor);
  }

  #headBeforeHeld(head: Head): Head {
    const id = head.conversation.id;
    const revs = this.#held.flatMap((push) => (isEvent(push) && push.conversationId === id ? push.rev : []));
    return { ...head, lastRev: Math.min(head.lastRev, ...revs.map((rev) => rev - 1)) };
  }

  #mergeHead(head: Head): void {
    const { conversations, histories } = this.#options;
    const knownClearedSeq = conversations.get(head.conversation.id)?.head.own?.clearedSeq ?? 0;
    const isCleared = (head.own?.clearedSeq ?? 0) > knownClearedSeq;
    if (head.status === "left" || isCleared) histories.drop(head.conversation.id);
    if (conversations.mergeHead(head)) return;
    // Where only the read position is ahead of the server, telling it is what makes the count certain.
    const known = conversations.get(head.conversation.id)?.head;
    if (known !== undefined && known.readSeq <= head.readSeq) this.#mustCycleAgain = true;
  }

  #mustFetchEvents(head: Head): boolean {
    const known = this.#options.conversations.get(head.conversation.id);
    if (known === undefined) return false;
    if (head.lastRev <= known.head.lastRev || this.#isTooFar(head)) return false;
    if (isFeed(head)) return true;
    return this.#options.catchUp === "all" || this.#options.histories.has(head.conversation.id);
  }

  #isTooFar(head: Head): boolean {
    const known = this.#options.conversations.get(head.conversation.id);
    if (known === undefined || this.#options.catchUp === "all") return false;
    return head.lastRev - known.head.lastRev > catchUpEventsMax;
  }

  async #fetchHeads(): Promise<Answer> {
    const since = this.#cursor?.cursor ?? null;
    if (since !== null) {
      try {
        return await this.#fetchChanged(since);
      } catch (failure) {
        if (!(failure instanceof ParleyError) || failure.code !== "invalid_arguments") throw failure;
      }
    }
    return this.#fetchInbox();
  }

  /** All pages; of a conversation that changed meanwhile the newest head. */
  async #fetchChanged(since: string): Promise<Answer> {
    const { call, handlers } = this.#options;
    const heads = new Map<number, Head>();
    for (let cursor = since; ; ) {
      const page: ResultOf<"sync.heads"> = await call("sync.heads", {
        since: cursor,
        limit: clientLimits.inboxPageMax,
      });
      handlers.onUsers(page.users);
      for (const head of page.heads) heads.set(head.conversation.id, head);
      cursor = page.cursor;
      if (!page.hasMore) return { heads: [...heads.values()], cursor };
    }
  }

  /** The whole inbox in pages, shown as they come. Changes after the first page are in its cursor. */
  async #fetchInbox(): Promise<Answer> {
    const { call, handlers, conversations } = this.#options;
    let cursor: string | null = null;
    let before: string | null = null;
    const heads: Head[] = [];
    do {
      const page: ResultOf<"inbox.list"> = await call("inbox.list", before === null ? {} : { before });
      handlers.onUsers(page.users);
      cursor ??= page.cursor;
      before = page.next;
      for (const head of page.heads) {
        if (conversations.get(head.conversation.id) === undefined) conversations.mergeHead(head);
      }
      heads.push(...page.heads);
      this.isLoaded.set(true);
    } while (before !== null);
    return { heads, cursor };
  }

  /** Rejects also when the server does not have what it pushed: asking again at once would end nowhere. */
  async #fetchHeld(conversationId: number, held: readonly PushFrame[]): Promise<void> {
    const lastRev = () => this.#options.conversations.get(conversationId)?.head.lastRev;
    const before = lastRev();
    await this.#fetchRanges(conversationId);
    if (lastRev() === before && held.some(isEvent)) throw new ParleyError("unavailable");
  }

  async #fetchRanges(conversationId: number): Promise<void> {
    const { call, conversations, histories } = this.#options;
    for (;;) {
      const known = conversations.get(conversationId);
      if (known === undefined) return;
      const { lastRev } = known.head;
      const historyRev = known.history?.rev ?? lastRev;
      if (lastRev - historyRev > catchUpEventsMax) {
        histories.drop(conversationId);
        continue;
      }
      const afterRev = Math.min(lastRev, historyRev);
      const limit = clientLimits.eventPageMax;
      let answer: ResultOf<"sync.range">;
      try {
        answer = await call("sync.range", { conversationId, afterRev, limit });
      } catch (failure) {
        if (!(failure instanceof ParleyError) || failure.code !== "not_found") throw failure;
        histories.drop(conversationId);
        conversations.forget(conversationId);
        return;
      }
      const [oldest] = answer.events;
      if (oldest !== undefined && oldest.rev > afterRev + 1) {
        histories.drop(conversationId);
        conversations.skipTo(conversationId, oldest.rev - 1);
      }
      for (const event of answer.events) this.#apply(event as EventFrame);
      const newest = answer.events.at(-1);
      if (newest === undefined || newest.rev >= answer.lastRev) return;
    }
  }

  /** The server was busy, or the connection broke: then the next `hello` comes first or the call waits for it. */
  #retryLater(failure: unknown): void {
    const { platform } = this.#options;
    if (!(failure instanceof ParleyError)) platform.warn("catching up failed", failure);
    // Nobody is signed in any more.
    if (this.#cursor === null) return;
    this.#failures += 1;
    const hintMs = failure instanceof ParleyError ? (failure.retryAfterMs ?? 0) : 0;
    this.#stopWaiting();
    this.#isWaiting = true;
    this.#retryTimer = platform.setTimer(() => {
      this.#isWaiting = false;
      this.catchUp();
    }, hintMs + backOffMs(this.#failures, platform.random));
  }

  #stopWaiting(): void {
    this.#isWaiting = false;
    this.#options.platform.clearTimer(this.#retryTimer);
  }
}

/** The feed has no messages to keep; what its events say is kept by `people.ts`. */
function isFeed({ conversation }: Head): boolean {
  return conversation.kind === "feed";
}

function isEvent(push: PushFrame): push is EventFrame {
  return "rev" in push;
}

async function inParallel<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const work = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await run(item);
  };
  await Promise.all(Array.from({ length: Math.min(rangesAtOnce, queue.length) }, work));
}
