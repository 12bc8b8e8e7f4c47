/** A fixed number of connections, opened at first use and replaced when lost. */
import { ParleyError } from "@parley/protocol";
import { type Connection, type ConnectionOptions, openConnection, type Query } from "./connection.ts";

export interface ConnectionPool {
  /** Runs one statement on whichever open connection has the fewest in flight; they share connections. */
  readonly query: Query;
  /** Lends a connection to one user alone; the others wait in order. */
  exclusively<T>(use: (connection: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface Slot {
  connection: Connection | null;
  opening: Promise<Connection> | null;
  inFlight: number;
}

/** Seconds of a database's work. When it stalls, who comes later hears so at once instead of filling the memory. */
export const waitingMax = 20_000;
/** What a caller over the bound is told to wait: about the time in which a full queue is worked off. */
const retryAfterMs = 2_000;

export function createConnectionPool(options: ConnectionOptions, size: number): ConnectionPool {
  const slots: Slot[] = Array.from({ length: size }, () => ({
    connection: null,
    opening: null,
    inFlight: 0,
  }));
  const idle = [...slots];
  const waiting: ((slot: Slot) => void)[] = [];

  async function connectionOf(slot: Slot): Promise<Connection> {
    if (slot.connection !== null && !slot.connection.isLost) return slot.connection;
    slot.opening ??= openConnection(options).finally(() => {
      slot.opening = null;
    });
    slot.connection = await slot.opening;
    return slot.connection;
  }

  function acquire(): Promise<Slot> {
    // The one used last is open and warm.
    const slot = idle.pop();
    if (slot !== undefined) return Promise.resolve(slot);
    if (waiting.length >= waitingMax) return Promise.reject(busy());
    return new Promise((resolve) => waiting.push(resolve));
  }

  function release(slot: Slot): void {
    const next = waiting.shift();
    if (next === undefined) idle.push(slot);
    else next(slot);
  }

  /** Nobody waits for one that is being opened where another is open, nor fails with it. */
  function leastBusy(): Slot {
    const least = slots.reduce(lessBusy);
    const open = slots.filter(isOpen);
    if (isOpen(least) || open.length === 0) return least;
    const shared = open.reduce(lessBusy);
    if (shared.inFlight > 0) connectionOf(least).catch(() => undefined);
    return shared;
  }

  return {
    async query(text, parameters) {
      const slot = leastBusy();
      if (slot.inFlight * size >= waitingMax) throw busy();
      slot.inFlight += 1;
      try {
        return await (await connectionOf(slot)).query(text, parameters);
      } finally {
        slot.inFlight -= 1;
      }
    },
    async exclusively(use) {
      const slot = await acquire();
      try {
        return await use(await connectionOf(slot));
      } finally {
        release(slot);
      }
    },
    async close() {
      await Promise.all(slots.map(closeSlot));
    },
  };
}

async function closeSlot(slot: Slot): Promise<void> {
  await slot.opening?.catch(() => undefined);
  await slot.connection?.close();
}

function isOpen({ connection }: Slot): boolean {
  return connection !== null && !connection.isLost;
}

function lessBusy(one: Slot, other: Slot): Slot {
  return other.inFlight < one.inFlight ? other : one;
}

function busy(): ParleyError {
  return new ParleyError("busy", { retryAfterMs });
}
