/** A fixed number of connections, opened at first use and replaced when lost. */
import { type Connection, type ConnectionOptions, openConnection, type Query } from "./connection.ts";

export interface ConnectionPool {
  /** Runs one statement on whichever connection has the fewest in flight; they share connections. */
  readonly query: Query;
  /** Lends a connection to one user alone; the others wait in order. */
  exclusively<T>(use: (connection: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface Slot {
  connection: Connection | null;
  inFlight: number;
}

export function createConnectionPool(options: ConnectionOptions, size: number): ConnectionPool {
  const slots: Slot[] = Array.from({ length: size }, () => ({ connection: null, inFlight: 0 }));
  const idle = [...slots];
  const waiting: ((slot: Slot) => void)[] = [];

  function connectionOf(slot: Slot): Connection {
    if (slot.connection === null || slot.connection.isLost) slot.connection = openConnection(options);
    return slot.connection;
  }

  function acquire(): Promise<Slot> {
    // The one used last is open and warm.
    const slot = idle.pop();
    if (slot !== undefined) return Promise.resolve(slot);
    return new Promise((resolve) => waiting.push(resolve));
  }

  function release(slot: Slot): void {
    const next = waiting.shift();
    if (next === undefined) idle.push(slot);
    else next(slot);
  }

  function leastBusy(): Slot {
    return slots.reduce((least, slot) => (slot.inFlight < least.inFlight ? slot : least));
  }

  return {
    async query(text, parameters) {
      const slot = leastBusy();
      slot.inFlight += 1;
      try {
        return await connectionOf(slot).query(text, parameters);
      } finally {
        slot.inFlight -= 1;
      }
    },
    async exclusively(use) {
      const slot = await acquire();
      try {
        return await use(connectionOf(slot));
      } finally {
        release(slot);
      }
    },
    async close() {
      await Promise.all(slots.map((slot) => slot.connection?.close()));
    },
  };
}
