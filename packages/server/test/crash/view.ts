/**
 * What one device knows, kept as SYNC-5 asks: pushes and ranges are given to the application in the order of `rev`,
 * what is known is dropped, what comes too early waits. Invariant: of each conversation it was given 1, 2, 3 ...
 */
import { printOf, type WireEvent } from "./events.ts";
import { type DeviceRecord, type History, markerOf } from "./history.ts";

export class View {
  readonly #history: History;
  readonly #record: DeviceRecord;
  readonly #early = new Map<number, Map<number, WireEvent>>();

  constructor(history: History, record: DeviceRecord) {
    this.#history = history;
    this.#record = record;
  }

  lastRev(conversationId: number): number {
    return this.#record.given.get(conversationId)?.revs.length ?? 0;
  }

  conversationIds(): number[] {
    return [...this.#record.given.keys()];
  }

  /** An event that was pushed. True when events before it are missing. */
  push(event: WireEvent): boolean {
    const next = this.lastRev(event.conversationId) + 1;
    if (event.rev < next) return false;
    if (event.rev > next) {
      const early = this.#early.get(event.conversationId) ?? new Map<number, WireEvent>();
      this.#early.set(event.conversationId, early.set(event.rev, event));
      return true;
    }
    this.#give(event);
    this.#giveEarly(event.conversationId);
    return false;
  }

  /** The events of a range, and then those that waited for them. */
  range(conversationId: number, events: readonly WireEvent[]): void {
    for (const event of events) if (event.rev > this.lastRev(conversationId)) this.#give(event);
    this.#giveEarly(conversationId);
  }

  /** The connection is gone: what waited is fetched anew. */
  forgetEarly(): void {
    this.#early.clear();
  }

  #giveEarly(conversationId: number): void {
    const early = this.#early.get(conversationId);
    if (early === undefined) return;
    for (const rev of [...early.keys()].sort((a, b) => a - b)) {
      const event = early.get(rev);
      if (event === undefined || rev > this.lastRev(conversationId) + 1) return;
      early.delete(rev);
      if (rev > this.lastRev(conversationId)) this.#give(event);
    }
  }

  #give(event: WireEvent): void {
    const { given } = this.#record;
    const log = given.get(event.conversationId) ?? { revs: [], prints: [] };
    given.set(event.conversationId, log);
    log.revs.push(event.rev);
    log.prints.push(this.#history.prints.numberOf(printOf(event)));
    noteContent(this.#history, event);
  }
}

/** Whether a content is what its sender wrote; anything else is noted. */
export function noteContent(
  history: History,
  { id = "", content }: { readonly id?: string; readonly content?: { readonly text?: string } | null },
): void {
  if (content === undefined || content === null || content.text === markerOf(id)) return;
  history.oddities.push(`message ${id} has the content ${JSON.stringify(content)}`);
}
