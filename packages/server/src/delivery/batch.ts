/**
 * The events one connection gets in one turn. Connections that get the same events share one batch, so the text of a
 * frame is put together once however many they are.
 */
import type { CommittedEvent } from "../engine/ports/committed.ts";

export class Batch {
  readonly count: number;
  /** Texts of the events, joined by commas. */
  readonly inner: string;
  #next: Batch | null = null;
  #nextEvent: CommittedEvent | null = null;

  private constructor(count: number, inner: string) {
    this.count = count;
    this.inner = inner;
  }

  /** Where every connection's turn begins. */
  static readonly empty = (): Batch => new Batch(0, "");

  /**
   * This batch and one event more. Remembers the last answer: an event is handed to all of its connections before the
   * next one, so whoever has the same events gets the same batch.
   */
  extend(event: CommittedEvent): Batch {
    if (this.#next !== null && this.#nextEvent === event) return this.#next;
    const inner = this.count === 0 ? event.text : `${this.inner},${event.text}`;
    this.#next = new Batch(this.count + 1, inner);
    this.#nextEvent = event;
    return this.#next;
  }
}
