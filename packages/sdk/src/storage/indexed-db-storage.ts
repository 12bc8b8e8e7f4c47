import { type IDBPDatabase, type IDBPObjectStore, openDB } from "idb";
import type { Storage, StorageChange, StorageKey, TableName } from "./storage.ts";
import { tableNames } from "./storage.ts";

/** Raised when a table is added; data of an older form is dropped, since the server has it all. */
const formatVersion = 2;

/** Lives in the browser's IndexedDB under this name. Opened at the first use; a lost connection is opened again. */
export function indexedDbStorage(name: string): Storage {
  let opened: Promise<IDBPDatabase> | null = null;

  const database = (): Promise<IDBPDatabase> => {
    opened ??= openDB(name, formatVersion, {
      upgrade(fresh) {
        for (const old of [...fresh.objectStoreNames]) fresh.deleteObjectStore(old);
        for (const table of tableNames) fresh.createObjectStore(table);
      },
      blocking(_current, _blocked, event) {
        (event.target as IDBDatabase).close();
        opened = null;
      },
      terminated() {
        opened = null;
      },
    }).catch((failure: unknown) => {
      opened = null;
      throw failure;
    });
    return opened;
  };

  return {
    read: async (table, key) => (await database()).get(table, keyOf(key)),
    readAll: async (table) => (await database()).getAll(table),
    readRange: async (table, from, to) =>
      (await database()).getAll(table, IDBKeyRange.bound(keyOf(from), keyOf(to))),
    async write(changes) {
      if (changes.length === 0) return;
      const tables = [...new Set(changes.map((change): TableName => change.table))];
      const transaction = (await database()).transaction(tables, "readwrite");
      const done = transaction.done;
      done.catch(() => undefined);
      try {
        await Promise.all(changes.map((change) => apply(transaction.objectStore(change.table), change)));
      } catch (failure) {
        if (transaction.error === null) transaction.abort();
        throw failure;
      }
      await done;
    },
    async update(table, key, change) {
      const transaction = (await database()).transaction(table, "readwrite");
      const value = change(await transaction.store.get(keyOf(key)));
      await Promise.all([apply(transaction.store, { table, key, value }), transaction.done]);
      return value;
    },
    async close() {
      const closing = opened;
      opened = null;
      if (closing !== null) (await closing).close();
    },
  };
}

type WritableStore = Pick<
  IDBPObjectStore<unknown, TableName[], TableName, "readwrite">,
  "put" | "delete" | "clear"
>;

async function apply(store: WritableStore, change: StorageChange): Promise<void> {
  if ("empty" in change) await store.clear();
  else if (change.value === undefined) await store.delete(keyOf(change.key));
  else await store.put(change.value, keyOf(change.key));
}

function keyOf(key: StorageKey): IDBValidKey {
  return typeof key === "object" ? [...key] : key;
}
