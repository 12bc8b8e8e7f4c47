import "fake-indexeddb/auto";
import { expect, test } from "bun:test";
import { indexedDbStorage } from "../src/storage/indexed-db-storage.ts";
import { memoryStorage } from "../src/storage/memory-storage.ts";
import { storageContract } from "./storage-contract.ts";

let opened = 0;

storageContract("memory", memoryStorage);
storageContract("IndexedDB", () => {
  opened += 1;
  return indexedDbStorage(`test-${opened}`);
});

test("IndexedDB: another opening of the same name finds what was written", async () => {
  const first = indexedDbStorage("kept");
  await first.write([{ table: "outbox", key: "a", value: 1 }]);
  await first.close();
  const second = indexedDbStorage("kept");
  expect(await second.readAll("outbox")).toEqual([1]);
  await second.close();
});
