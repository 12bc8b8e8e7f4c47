/**
 * What clients took as it happened before they asked for what they had missed, so that asking later does not tell it
 * again (DIA-10): no cursor may move over what was not told. Kept in this process alone, and not without end; what is
 * forgotten is told once more.
 */

interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface HeardLive {
  note(key: string, conversationId: number, stretch: Stretch): void;
  /** Whether an event is among what was taken. */
  has(key: string, conversationId: number, rev: number): boolean;
  forget(key: string): void;
}

/** Of so many users, and of each so many stretches. */
const keysMax = 20_000;
const stretchesMax = 200;

interface Heard extends Stretch {
  readonly conversationId: number;
}

export function createHeardLive(): HeardLive {
  const heard = new Map<string, Heard[]>();
  return {
    note(key, conversationId, { from, to }) {
      const before = heard.get(key) ?? [];
      // The same sitting goes on: it began where it began.
      const others = before.filter((known) => known.conversationId !== conversationId || known.from !== from);
      heard.delete(key);
      heard.set(key, [...others, { conversationId, from, to }].slice(-stretchesMax));
      const [oldest = ""] = heard.keys();
      if (heard.size > keysMax) heard.delete(oldest);
    },
    has: (key, conversationId, rev) =>
      heard
        .get(key)
        ?.some((known) => known.conversationId === conversationId && known.from <= rev && rev <= known.to) ===
      true,
    forget: (key) => void heard.delete(key),
  };
}
