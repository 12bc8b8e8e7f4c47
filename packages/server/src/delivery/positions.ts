/**
 * Tells connections how many events they were sent (CON-11), so that a loss nobody noticed is noticed (INV-10). Only
 * those that were sent something since they were last told; idle ones cost nothing.
 */
import type { Connection } from "./connection.ts";
import type { Outbox } from "./outbox.ts";

export interface Positions {
  /** The connection was sent events: it is told its position at the next sweep. */
  owe(connection: Connection): void;
  forget(connection: Connection): void;
  sweep(): void;
}

export function createPositions(outbox: () => Outbox): Positions {
  let due = new Set<Connection>();
  return {
    owe(connection) {
      if (connection.isPositionDue) return;
      connection.isPositionDue = true;
      due.add(connection);
    },
    forget: (connection) => {
      due.delete(connection);
    },
    sweep() {
      const told = due;
      due = new Set();
      for (const connection of told) {
        // A signal would be dropped now: it stays owed, or a loss at the end of the traffic is never noticed.
        if (connection.flow === "behind" || connection.socket.bufferedBytes() > 0) {
          due.add(connection);
          continue;
        }
        connection.isPositionDue = false;
        outbox().signal(connection, `{"ev":"connection.position","events":${connection.eventsSent}}`);
      }
    },
  };
}
