import type { Storage, StorageChange, StorageKey, TableName } from "./storage.ts";
import { tableNames } from "./storage.ts";

interface Row {
  readonly key: StorageKey;
  readonly value: unknown;
}

/** Lives and ends with the process. */
export function memoryStorage(): Storage {
  const tables = new Map<TableName, Map<string, Row>>(tableNames.map((name) => [name, new Map()]));
  const table = (name: TableName) => tables.get(name) ?? new Map<string, Row>();
  const sorted = (name: TableName) =>
    [...table(name).values()].sort((left, right) => compareKeys(left.key, right.key));

  return {
    read: async (name, key) => structuredClone(table(name).get(keyText(key))?.value),
    readAll: async (name) => sorted(name).map((row) => structuredClone(row.value)),
    readRange: async (name, from, to) =>
      sorted(name)
        .filter((row) => compareKeys(row.key, from) >= 0 && compareKeys(row.key, to) <= 0)
        .map((row) => structuredClone(row.value)),
    write: async (changes) => {
      const cloned = changes.map((change) => structuredClone(change));
      for (const change of cloned) apply(table(change.table), change);
    },
    update: async (name, key, change) => {
      const value = structuredClone(change(structuredClone(table(name).get(keyText(key))?.value)));
      apply(table(name), { table: name, key, value });
      return structuredClone(value);
    },
    close: async () => undefined,
  };
}

function apply(rows: Map<string, Row>, change: StorageChange): void {
  if ("empty" in change) rows.clear();
  else if (change.value === undefined) rows.delete(keyText(change.key));
  else rows.set(keyText(change.key), { key: change.key, value: change.value });
}

function keyText(key: StorageKey): string {
  return JSON.stringify(key);
}

/** The order of IndexedDB: numbers, then texts, then lists. */
function compareKeys(left: StorageKey, right: StorageKey): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "string" && typeof right === "string") return left < right ? -1 : left > right ? 1 : 0;
  if (typeof left === "object" && typeof right === "object") {
    for (let index = 0; index < Math.min(left.length, right.length); index++) {
      const difference = (left[index] ?? 0) - (right[index] ?? 0);
      if (difference !== 0) return difference;
    }
    return left.length - right.length;
  }
  return rank(left) - rank(right);
}

function rank(key: StorageKey): number {
  return typeof key === "number" ? 0 : typeof key === "string" ? 1 : 2;
}
