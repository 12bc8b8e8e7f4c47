/** What went wrong with the order of events on the sampled sockets. */
export interface SequenceFaults {
  readonly checked: number;
  readonly lost: number;
  readonly duplicate: number;
  readonly reordered: number;
}

/** Checks that numbers of a stream (a conversation on one socket) arrive gapless and once. */
export class SequenceChecker {
  private readonly streams = new Map<string, { last: number; missing: Set<number> }>();
  private checked = 0;
  private duplicate = 0;
  private reordered = 0;

  /** The first number seen of a stream is its beginning, unless `expectFrom` named one before. */
  check(stream: string, number: number): void {
    this.checked++;
    const state = this.streams.get(stream);
    if (state === undefined) {
      this.streams.set(stream, { last: number, missing: new Set() });
    } else if (number > state.last) {
      for (let gap = state.last + 1; gap < number; gap++) state.missing.add(gap);
      state.last = number;
    } else if (state.missing.delete(number)) {
      this.reordered++;
    } else {
      this.duplicate++;
    }
  }

  /** The next number of the stream has to be the one after `last`. */
  expectFrom(stream: string, last: number): void {
    this.streams.set(stream, { last, missing: new Set() });
  }

  faults(): SequenceFaults {
    let lost = 0;
    for (const state of this.streams.values()) lost += state.missing.size;
    return { checked: this.checked, lost, duplicate: this.duplicate, reordered: this.reordered };
  }
}
