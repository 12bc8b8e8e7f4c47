import type { CommittedEvent } from "./committed.ts";
import { eventKinds, eventText } from "./event-record.ts";
import type { NewEvent } from "./store-log.ts";

/** What an event just appended under this `rev` leaves to be told. Both databases use this (SYNC-3). */
export function committedEvent(event: NewEvent, rev: number): CommittedEvent {
  const { conversationId, name, actorId, at, body, added, removed } = event;
  const kind = eventKinds[name];
  const row = { conversationId, rev, kind, actorId, at, seq: null, id: null, recalledAt: null, body };
  return {
    conversationId,
    rev,
    text: eventText(row),
    ...(added === undefined ? {} : { added }),
    ...(removed === undefined ? {} : { removed }),
  };
}
