import type { Readable } from "../api.ts";

/** The other tabs of the same account. Lossy like a signal: what must survive is in the store. */
export interface Peers {
  /** This tab holds the connection, sends and writes. Always true for a client that shares with nobody. */
  readonly isLeader: Readable<boolean>;
  post(kind: string, body: unknown): void;
  on(kind: string, handler: (body: unknown) => void): void;
}
