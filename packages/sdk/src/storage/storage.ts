/**
 * The port of the local store: a few tables of keyed values. Owns no knowledge of what is in them (`local-store.ts`
 * does). Both homes, memory and IndexedDB, pass `test/storage-contract.ts`.
 */

export const tableNames = [
  "values",
  "heads",
  "users",
  "contacts",
  "outbox",
  "drafts",
  "histories",
  "pages",
  "files",
] as const;
export type TableName = (typeof tableNames)[number];

/** A key: text, a number, or numbers that sort one after the other. */
export type StorageKey = string | number | readonly number[];

/** One change. Without a value the key is removed; without a key the whole table is emptied. */
export type StorageChange =
  | { readonly table: TableName; readonly key: StorageKey; readonly value?: unknown }
  | { readonly table: TableName; readonly empty: true };

/**
 * Guarantees: `write` applies all its changes, in their order, or none; a read that begins after a write resolved sees
 * it; values come back as structured clones; `readAll` and `readRange` answer in the order of keys.
 * What may be lost: anything, at any time, as a whole (the browser may evict it). Any call may reject; the client goes
 * on without what it asked for.
 */
export interface Storage {
  read(table: TableName, key: StorageKey): Promise<unknown>;
  readAll(table: TableName): Promise<unknown[]>;
  /** Values whose key is at least `from` and at most `to`. */
  readRange(table: TableName, from: StorageKey, to: StorageKey): Promise<unknown[]>;
  write(changes: readonly StorageChange[]): Promise<void>;
  /**
   * Replaces one value by what `change` answers for it, as one step that no other tab comes between; answers the new
   * value. `change` is called synchronously and may be called again.
   */
  update(table: TableName, key: StorageKey, change: (value: unknown) => unknown): Promise<unknown>;
  close(): Promise<void>;
}
