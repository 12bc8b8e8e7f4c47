import type { SessionEndReason } from "@parley/protocol";
import type { CommittedEvent } from "../engine/ports/committed.ts";

/**
 * Takes what a connection of another wire format is told, in place of the outbox: it has frames and a flow of its own.
 * Called as the outbox would be: events in the order of `rev`, each at most once.
 */
export interface Translator {
  push(event: CommittedEvent): void;
  /** Lossy; the push as JSON text. */
  signal(text: string): void;
  /** It may have missed something: the log has it. */
  look(): void;
  /** Its session is over: nothing is told any more; the socket is closed. */
  end(reason: SessionEndReason): void;
  /** The server stops: what waits is written now, and the socket closed. */
  stop(): void;
}
