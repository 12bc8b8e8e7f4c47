/**
 * Virtual time: everything that happens in a simulation happens because its moment came here, one thing after the
 * other, so that a seed says all of it. Invariant: what one moment causes has come to rest before the next begins.
 */

interface Moment {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Turns of the event loop in which promises and the end-of-turn writes of one moment come to rest. */
const turnsPerMoment = 4;

export class Scheduler {
  #now = 1_700_000_000_000;
  #order = 0;
  readonly #moments = new Map<number, Moment>();

  now(): number {
    return this.#now;
  }

  elapsedMs(): number {
    return this.#now;
  }

  /** Runs something later; the answer cancels it. */
  after(ms: number, run: () => void): number {
    this.#order += 1;
    this.#moments.set(this.#order, { at: this.#now + Math.max(0, ms), order: this.#order, run });
    return this.#order;
  }

  cancel(order: number): void {
    this.#moments.delete(order);
  }

  /** Lets time pass. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (let next = this.#next(end); next !== null; next = this.#next(end)) {
      this.#moments.delete(next.order);
      this.#now = next.at;
      next.run();
      await settle();
    }
    this.#now = end;
  }

  #next(end: number): Moment | null {
    let best: Moment | null = null;
    for (const moment of this.#moments.values()) {
      if (moment.at <= end && (best === null || moment.at < best.at)) best = moment;
    }
    return best;
  }
}

export async function settle(): Promise<void> {
  for (let turn = 0; turn < turnsPerMoment; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
