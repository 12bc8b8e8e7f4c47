import type { EventFrame } from "@parley/protocol";
import { applyEvent, emptyHistory, type History, trim } from "../state/history.ts";
import type { Conversations } from "./conversations.ts";

/** Messages kept in memory of a conversation nobody looks at, and the number at which it is cut to that. */
const idleMessages = 200;
const idleMessagesMax = 300;

export interface HistoriesOptions {
  readonly conversations: Conversations;
  /** Keep history of conversations nobody looks at. */
  readonly keepsIdle: boolean;
  /** What the local store has; null when nothing. */
  readonly read: (conversationId: number) => Promise<History | null>;
  /** Whether the store had something when it was opened. */
  readonly isStored: (conversationId: number) => boolean;
  readonly forget: (conversationId: number) => void;
}

/**
 * Decides of which conversations messages are kept in memory: those somebody looks at and those in which something
 * happens; brings them in from the local store and cuts them down again.
 */
export class Histories {
  readonly #options: HistoriesOptions;
  readonly #loads = new Map<number, { events: EventFrame[]; done: Promise<void> }>();
  readonly #openCounts = new Map<number, number>();

  constructor(options: HistoriesOptions) {
    this.#options = options;
  }

  /** Somebody looks at it until the answered function is called. */
  open(conversationId: number): () => void {
    this.#openCounts.set(conversationId, (this.#openCounts.get(conversationId) ?? 0) + 1);
    return () => {
      const left = (this.#openCounts.get(conversationId) ?? 1) - 1;
      if (left > 0) this.#openCounts.set(conversationId, left);
      else {
        this.#openCounts.delete(conversationId);
        this.#cut(conversationId);
      }
    };
  }

  has(conversationId: number): boolean {
    if (this.#options.conversations.get(conversationId)?.history) return true;
    return this.#options.isStored(conversationId) || this.#openCounts.has(conversationId);
  }

  /** Those whose messages are older than their line in the inbox. */
  staleIds(): number[] {
    const { conversations } = this.#options;
    return conversations.ids().filter((id) => {
      const known = conversations.get(id);
      return known?.history != null && known.history.rev < known.head.lastRev;
    });
  }

  /** An event was applied to the line of its conversation. */
  follow(event: EventFrame): void {
    const { conversationId } = event;
    const known = this.#options.conversations.get(conversationId);
    if (known?.head.conversation.kind === "feed") return;
    const history = known?.history;
    if (history) {
      this.#cut(conversationId);
      return;
    }
    const load = this.#loads.get(conversationId);
    if (load !== undefined) load.events.push(event);
    else if (this.#options.keepsIdle) void this.load(conversationId, event);
  }

  /** Afterwards the conversation, if it is known, has a history, perhaps an empty or an old one. */
  load(conversationId: number, event?: EventFrame): Promise<void> {
    const { conversations } = this.#options;
    const running = this.#loads.get(conversationId);
    if (running !== undefined) return running.done;
    if (conversations.get(conversationId)?.history) return Promise.resolve();
    const load = { events: event === undefined ? [] : [event], done: Promise.resolve() };
    this.#loads.set(conversationId, load);
    load.done = this.#options.read(conversationId).then((stored) => {
      if (this.#loads.get(conversationId) !== load) return;
      this.#loads.delete(conversationId);
      const known = conversations.get(conversationId);
      if (known === undefined) return;
      const firstRev = load.events[0]?.rev ?? known.head.lastRev + 1;
      const base = stored ?? emptyHistory(firstRev - 1);
      conversations.setHistory(conversationId, load.events.reduce(applyEvent, base));
    });
    return load.done;
  }

  /** Its messages are too old to be caught up, or not to be seen any more. */
  drop(conversationId: number): void {
    const { conversations, forget } = this.#options;
    this.#loads.delete(conversationId);
    conversations.setHistory(conversationId, null);
    forget(conversationId);
  }

  clear(): void {
    this.#loads.clear();
  }

  #cut(conversationId: number): void {
    if (this.#openCounts.has(conversationId)) return;
    const { conversations, keepsIdle } = this.#options;
    const history = conversations.get(conversationId)?.history;
    if (!history) return;
    if (!keepsIdle) {
      conversations.setHistory(conversationId, null);
      return;
    }
    const count = history.slices.reduce((sum, slice) => sum + slice.messages.length, 0);
    if (count > idleMessagesMax) conversations.setHistory(conversationId, trim(history, idleMessages));
  }
}
