/**
 * Tells connections how many events they were sent (CON-11), so that a loss nobody noticed is noticed (INV-10). Only
 * those that were sent something since they were last told; idle ones cost nothing. Each has its turn within the
 * interval, and a few have it at once: to tell thousands together would hold up the messages of all of them.
 */
import { limits } from "@parley/protocol";
import type { Connection } from "./connection.ts";
import type { Outbox } from "./outbox.ts";

export interface Positions {
  /** The connection was sent events: it is told its position at its next turn. */
  owe(connection: Connection): void;
  forget(connection: Connection): void;
  /** Tells those whose turn it has become. */
  sweep(elapsedMs: number): void;
}

/** Turns in an interval. */
const turnCount = 6;
const turnMs = limits.positionIntervalMs / turnCount;

export function createPositions(outbox: () => Outbox): Positions {
  const due = Array.from({ length: turnCount }, () => new Set<Connection>());
  let nextTurn = 0;
  let lastTurn = -1;

  const dueOf = ({ positionTurn }: Connection) => due[positionTurn];

  function tell(turn: number): void {
    for (const connection of [...(due[turn] ?? [])]) {
      // A signal would be dropped now: it stays owed, or a loss at the end of the traffic is never noticed.
      if (connection.flow === "behind" || connection.socket.bufferedBytes() > 0) continue;
      dueOf(connection)?.delete(connection);
      connection.isPositionDue = false;
      outbox().signal(connection, `{"ev":"connection.position","events":${connection.eventsSent}}`);
    }
  }

  return {
    owe(connection) {
      if (connection.isPositionDue) return;
      connection.isPositionDue = true;
      if (connection.positionTurn < 0) {
        connection.positionTurn = nextTurn;
        nextTurn = (nextTurn + 1) % turnCount;
      }
      dueOf(connection)?.add(connection);
    },
    forget: (connection) => {
      dueOf(connection)?.delete(connection);
    },
    sweep(elapsedMs) {
      const turn = Math.floor(elapsedMs / turnMs);
      const passed = Math.min(turn - lastTurn, turnCount);
      for (let back = passed - 1; back >= 0; back -= 1) tell((turn - back) % turnCount);
      lastTurn = turn;
    },
  };
}
