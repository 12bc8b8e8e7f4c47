/**
 * How far users were told through dialects (DIA-10). Gathers what clients have taken and writes it now and then, in one
 * statement; what a kill in between forgets is told once more, never too little.
 */
import type { AskKind, AskOf, Asks, MarkMove } from "../../engine/ports/asks.ts";
import type { Clock } from "../../engine/ports/clock.ts";
import type { CursorMove, DeliveryCursors } from "../../engine/ports/store-delivery-cursors.ts";
import { createHeardLive } from "./heard-live.ts";

export type AskEngine = <K extends AskKind>(ask: AskOf<K>) => Promise<Asks[K]["answer"]>;

export interface PositionKeeper {
  taken(move: CursorMove): void;
  /** From one event to another it was taken, but what was before it is not told yet. */
  heardLive(move: CursorMove & { readonly from: number }): void;
  wasHeardLive(event: CursorMove): boolean;
  /** Everything up to the mark was taken. */
  marked(move: MarkMove): void;
  /** As of what was taken by now. @throws unavailable */
  read(userId: number, consumer: string): Promise<DeliveryCursors>;
  /** Writes what was taken. */
  flush(): Promise<void>;
  sweep(): void;
}

const flushIntervalMs = 10_000;
/** So many unwritten ones do not wait. */
const unwrittenMax = 5_000;

export function createPositionKeeper(
  clock: Clock,
  ask: AskEngine,
  report: (error: unknown) => void,
): PositionKeeper {
  const live = createHeardLive();
  let moves = new Map<string, CursorMove>();
  let marks = new Map<string, MarkMove>();
  let flushedAt = clock.elapsedMs();
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    if (moves.size + marks.size === 0) return;
    const [dueMoves, dueMarks] = [moves, marks];
    [moves, marks] = [new Map(), new Map()];
    flushedAt = clock.elapsedMs();
    try {
      await ask({ kind: "moveCursors", moves: [...dueMoves.values()], marks: [...dueMarks.values()] });
    } catch (error) {
      report(error);
      // Tried again with what comes next, unless that is newer.
      moves = new Map([...dueMoves, ...moves]);
      marks = new Map([...dueMarks, ...marks]);
    }
  }

  function flush(): Promise<void> {
    writing = writing.then(write);
    return writing;
  }

  return {
    taken(move) {
      const key = `${keyOf(move)} ${move.conversationId}`;
      const known = moves.get(key);
      if (known !== undefined && known.rev >= move.rev) return;
      moves.set(key, move);
      if (moves.size === unwrittenMax) void flush();
    },
    heardLive: ({ conversationId, from, rev, ...of }) =>
      live.note(keyOf(of), conversationId, { from, to: rev }),
    wasHeardLive: ({ conversationId, rev, ...of }) => live.has(keyOf(of), conversationId, rev),
    marked: (move) => {
      marks.set(keyOf(move), move);
      live.forget(keyOf(move));
    },
    async read(userId, consumer) {
      await flush();
      return ask({ kind: "cursors", userId, consumer });
    },
    flush,
    sweep() {
      if (clock.elapsedMs() - flushedAt > flushIntervalMs) void flush();
    },
  };
}

function keyOf({ consumer, userId }: Pick<CursorMove, "consumer" | "userId">): string {
  return `${consumer} ${userId}`;
}
