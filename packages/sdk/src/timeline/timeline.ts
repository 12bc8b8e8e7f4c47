import type { Message } from "@parley/protocol";
import { clientLimits } from "@parley/protocol/client-limits";
import { ParleyError } from "@parley/protocol/errors";
import type { Readable, Timeline, TimelineMessage, TimelineOptions, TimelineView } from "../api.ts";
import type { OutboxQueue } from "../outbox/outbox-queue.ts";
import { DerivedCell } from "../state/cell.ts";
import { type Slice, sliceAt } from "../state/history.ts";
import type { Signals } from "../state/signals.ts";
import type { ShownMessages } from "../state/timeline-message.ts";
import type { Conversations } from "../sync/conversations.ts";
import type { Histories } from "../sync/histories.ts";
import type { PageLoader } from "./page-loader.ts";
import { placeEntries } from "./place-entries.ts";

export interface TimelineSources {
  readonly conversations: Conversations;
  readonly histories: Histories;
  readonly outbox: OutboxQueue;
  readonly signals: Signals;
  readonly shown: ShownMessages;
  readonly pages: PageLoader;
  /** Turns false when the connection has caught up. */
  readonly isBehind: Readable<boolean>;
}

const nobody: ReadonlyMap<number, number> = new Map();
const noUsers: readonly number[] = [];
const emptyView: TimelineView = {
  messages: [],
  hasOlder: true,
  hasNewer: false,
  isLoading: false,
  isLoaded: false,
  error: null,
  lastSeq: 0,
  readSeq: 0,
  unread: 0,
  receipts: nobody,
  delivered: nobody,
  typingUserIds: noUsers,
};

/** One look at a conversation: which slice of its history is shown, and loading more of it. */
export class TimelineWindow implements Timeline {
  readonly conversationId: number;
  readonly view: DerivedCell<TimelineView>;
  readonly #sources: TimelineSources;
  readonly #pageSize: number;
  readonly #ends: (() => void)[] = [];
  /** The slice that holds this number is shown; null: the newest. */
  #anchor: number | null = null;
  #loads = 0;
  #older: Promise<void> | null = null;
  #newer: Promise<void> | null = null;
  #error: ParleyError | null = null;
  #isClosed = false;

  constructor(conversationId: number, options: TimelineOptions, sources: TimelineSources) {
    this.conversationId = conversationId;
    this.#sources = sources;
    this.#pageSize = Math.min(
      options.pageSize ?? clientLimits.messagePageDefault,
      clientLimits.messagePageMax,
    );
    this.view = new DerivedCell<TimelineView>(emptyView, (previous) => this.#compute(previous));
    this.#watch();
    void this.#begin(options.at ?? "latest");
  }

  async loadLatest(): Promise<void> {
    this.#anchor = null;
    this.view.invalidate();
    await this.#load(async () => {
      const { pages } = this.#sources;
      const slice = this.#slice();
      if (slice === undefined || slice.toSeq < this.#lastSeq()) {
        await pages.loadNewest(this.conversationId, this.#pageSize);
      } else if (slice.fromSeq > 1 && slice.messages.length < this.#pageSize) {
        // A few live messages are no page yet.
        await pages.loadPage(this.conversationId, { beforeSeq: slice.fromSeq }, this.#pageSize);
      }
    });
  }

  async loadAround(seq: number): Promise<void> {
    this.#anchor = seq;
    this.view.invalidate();
    const slice = this.#sliceHolding(seq);
    if (slice !== undefined && slice.toSeq > seq && slice.fromSeq < seq) return;
    await this.#load(() => this.#sources.pages.loadAround(this.conversationId, seq, this.#pageSize));
  }

  loadOlder(): Promise<void> {
    this.#older ??= this.#loadBeyond("older").finally(() => {
      this.#older = null;
    });
    return this.#older;
  }

  loadNewer(): Promise<void> {
    this.#newer ??= this.#loadBeyond("newer").finally(() => {
      this.#newer = null;
    });
    return this.#newer;
  }

  close(): void {
    this.#isClosed = true;
    for (const end of this.#ends.splice(0)) end();
  }

  #watch(): void {
    const { conversations, histories, outbox, signals, isBehind } = this.#sources;
    const invalidate = () => this.view.invalidate();
    this.#ends.push(
      histories.open(this.conversationId),
      outbox.entries.subscribe(invalidate),
      signals.typing.subscribe(invalidate),
      signals.receipts.subscribe(invalidate),
      signals.delivered.subscribe(invalidate),
      conversations.onChange((id) => {
        if (id !== this.conversationId) return;
        this.view.invalidate();
        this.#reload();
      }),
      isBehind.subscribe((isBehindNow) => {
        if (!isBehindNow && this.#error !== null) void this.#loadShown();
      }),
    );
  }

  async #begin(at: "latest" | "unread" | number): Promise<void> {
    void this.#sources.pages.loadReceipts(this.conversationId);
    if (typeof at === "number") return this.loadAround(at);
    const head = this.#sources.conversations.get(this.conversationId)?.head;
    if (at === "unread" && head !== undefined && head.unread > 0) return this.loadAround(head.readSeq + 1);
    return this.loadLatest();
  }

  async #loadBeyond(side: "older" | "newer"): Promise<void> {
    const slice = this.#slice();
    if (slice === undefined) return this.loadLatest();
    const { hasOlder, hasNewer } = this.view.get();
    if (side === "older" ? !hasOlder : !hasNewer) return;
    // Live messages may begin a newer slice; the one that is read stays shown.
    this.#anchor ??= slice.toSeq < this.#lastSeq() ? slice.toSeq : null;
    const bound = side === "older" ? { beforeSeq: slice.fromSeq } : { afterSeq: slice.toSeq };
    await this.#load(() => this.#sources.pages.loadPage(this.conversationId, bound, this.#pageSize));
  }

  async #load(run: () => Promise<void>): Promise<void> {
    this.#loads += 1;
    this.view.invalidate();
    try {
      await this.#sources.histories.load(this.conversationId);
      this.view.invalidate();
      await run();
      this.#error = null;
    } catch (failure) {
      this.#error =
        failure instanceof ParleyError ? failure : new ParleyError("internal", { cause: failure });
    } finally {
      this.#loads -= 1;
      this.view.invalidate();
      this.#reload();
    }
  }

  /** Its history was given up because too much was missed, or it is known only now: begin anew at the end. */
  #reload(): void {
    const known = this.#sources.conversations.get(this.conversationId);
    if (known === undefined || known.history !== null) return;
    if (this.#loads === 0 && this.#error === null && !this.#isClosed) void this.loadLatest();
  }

  #loadShown(): Promise<void> {
    return this.#anchor === null ? this.loadLatest() : this.loadAround(this.#anchor);
  }

  #compute(previous: TimelineView): TimelineView {
    const { conversations, outbox, shown, signals } = this.#sources;
    const id = this.conversationId;
    const known = conversations.get(id);
    const slice = this.#slice();
    const lastSeq = Math.max(known?.head.lastSeq ?? 0, slice?.toSeq ?? 0);
    const hasNewer = slice !== undefined && slice.toSeq < lastSeq;
    const isEmpty = known !== undefined && lastSeq === 0;
    const hasOlder = isEmpty ? false : slice === undefined || slice.fromSeq > 1;
    const received: TimelineMessage[] = (slice?.messages ?? []).flatMap((message: Message) =>
      message.isHidden === true ? [] : shown.ofMessage(id, message, conversations.selfId),
    );
    const entries = outbox.entries.get().filter((entry) => entry.conversationId === id);
    const messages =
      entries.length === 0
        ? received
        : placeEntries(received, entries, {
            ...{ hasOlder, hasNewer },
            shown: (entry) => shown.ofEntry(entry, conversations.selfId),
          });
    return {
      messages: isSameList(previous.messages, messages) ? previous.messages : messages,
      hasOlder,
      hasNewer,
      isLoading: this.#loads > 0,
      isLoaded: slice !== undefined || isEmpty,
      error: this.#error,
      lastSeq,
      readSeq: known?.head.readSeq ?? 0,
      unread: known?.head.unread ?? 0,
      receipts: signals.receipts.get().get(id) ?? nobody,
      delivered: signals.delivered.get().get(id) ?? nobody,
      typingUserIds: signals.typing.get().get(id) ?? noUsers,
    };
  }

  #slice(): Slice | undefined {
    const history = this.#sources.conversations.get(this.conversationId)?.history;
    if (!history) return undefined;
    return this.#anchor === null ? history.slices.at(-1) : sliceAt(history, this.#anchor);
  }

  #sliceHolding(seq: number): Slice | undefined {
    const slice = this.#slice();
    return slice !== undefined && slice.fromSeq <= seq && seq <= slice.toSeq ? slice : undefined;
  }

  #lastSeq(): number {
    return this.#sources.conversations.get(this.conversationId)?.head.lastSeq ?? 0;
  }
}

function isSameList(left: readonly TimelineMessage[], right: readonly TimelineMessage[]): boolean {
  return left.length === right.length && left.every((message, index) => message === right[index]);
}
