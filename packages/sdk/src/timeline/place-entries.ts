/** Where messages on their way stand among those of the server. Pure. */
import type { TimelineMessage } from "../api.ts";
import type { OutboxEntry } from "../outbox/outbox-state.ts";

export interface Placing {
  /** Messages above those that are shown are not known here. */
  readonly hasOlder: boolean;
  /** Messages below are not. */
  readonly hasNewer: boolean;
  readonly shown: (entry: OutboxEntry) => TimelineMessage;
}

/**
 * What is on its way stands below everything. What failed stays where it was when it failed: what is said later goes on
 * below it.
 */
export function placeEntries(
  messages: readonly TimelineMessage[],
  entries: readonly OutboxEntry[],
  { hasOlder, hasNewer, shown }: Placing,
): TimelineMessage[] {
  const placed = [...messages];
  const known = new Set(messages.map(({ id }) => id));
  const lastSeq = messages.findLast(({ seq }) => seq !== null)?.seq ?? 0;
  for (const entry of entries) {
    if (known.has(entry.id)) continue;
    const { failedAfterSeq = lastSeq } = entry;
    if (entry.state !== "failed" || failedAfterSeq >= lastSeq) {
      if (!hasNewer) placed.push(shown(entry));
      continue;
    }
    let at = placed.findLastIndex(({ seq }) => seq !== null && seq <= failedAfterSeq) + 1;
    if (at === 0 && hasOlder) continue;
    while (placed[at]?.seq === null) at += 1;
    placed.splice(at, 0, shown(entry));
  }
  return placed;
}
