/** Tells from what is committed which people and conversations changed, so that what was remembered of them is forgotten. */
import type { CommittedBatch } from "../../engine/ports/committed.ts";

export interface Changed {
  readonly userId?: number;
  readonly conversationId?: number;
}

/** A look at the beginning of each text is enough, and all there is time for. */
const conversationChange = /^\{"ev":"(?:conversation|member)\./;
const personChange = '{"ev":"user.changed"';

export function changesOf({ events, signals }: CommittedBatch, tell: (changed: Changed) => void): void {
  for (const { conversationId, text } of events) {
    if (conversationChange.test(text)) tell({ conversationId });
  }
  for (const signal of signals) {
    if (!("text" in signal && signal.text.startsWith(personChange))) continue;
    const { user } = JSON.parse(signal.text) as { user: { id: number } };
    tell({ userId: user.id });
  }
}
