import type { Storage, StorageChange, StorageKey, TableName } from "./storage.ts";
import { tableNames } from "./storage.ts";

/** Raised when a table is added; data of an older form is dropped, since the server has it all. */
const formatVersion = 3;

/** Lives in the browser's IndexedDB under this name. Opened at the first use; a lost connection is opened again. */
export function indexedDbStorage(name: string): Storage {
  let opened: Promise<IDBDatabase> | null = null;

  const open = async (): Promise<IDBDatabase> => {
    const request = indexedDB.open(name, formatVersion);
    request.onupgradeneeded = () => {
      const fresh = request.result;
      for (const old of [...fresh.objectStoreNames]) fresh.deleteObjectStore(old);
      for (const table of tableNames) fresh.createObjectStore(table);
    };
    const database = await answered(request);
    database.onversionchange = () => {
      database.close();
      opened = null;
    };
    database.onclose = () => {
      opened = null;
    };
    return database;
  };
  const database = (): Promise<IDBDatabase> => {
    opened ??= open().catch((failure: unknown) => {
      opened = null;
      throw failure;
    });
    return opened;
  };
  const reading = async (table: TableName) => (await database()).transaction(table).objectStore(table);
  const writing = async (tables: readonly TableName[]) => (await database()).transaction(tables, "readwrite");

  return {
    read: async (table, key) => answered((await reading(table)).get(keyOf(key))),
    readAll: async (table) => answered((await reading(table)).getAll()),
    readRange: async (table, from, to) =>
      answered((await reading(table)).getAll(IDBKeyRange.bound(keyOf(from), keyOf(to)))),
    async write(changes) {
      if (changes.length === 0) return;
      const transaction = await writing([...new Set(changes.map((change): TableName => change.table))]);
      const done = ended(transaction);
      try {
        for (const change of changes) apply(transaction.objectStore(change.table), change);
      } catch (failure) {
        // What cannot be stored is refused at once: what was asked for before it must not stay.
        done.catch(() => undefined);
        transaction.abort();
        throw failure;
      }
      await done;
    },
    async update(table, key, change) {
      const transaction = await writing([table]);
      const done = ended(transaction);
      done.catch(() => undefined);
      const store = transaction.objectStore(table);
      const value = change(await answered(store.get(keyOf(key))));
      apply(store, { table, key, value });
      await done;
      return value;
    },
    async close() {
      const closing = opened;
      opened = null;
      if (closing !== null) (await closing).close();
    },
  };
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Resolves when all of it is kept, rejects when none of it is. */
function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

function apply(store: IDBObjectStore, change: StorageChange): void {
  if ("empty" in change) store.clear();
  else if (change.value === undefined) store.delete(keyOf(change.key));
  else store.put(change.value, keyOf(change.key));
}

function keyOf(key: StorageKey): IDBValidKey {
  return typeof key === "object" ? [...key] : key;
}
