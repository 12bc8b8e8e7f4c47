import { describe } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allContracts } from "../contract/all-contracts.ts";
import { type OpenedStore, useStore } from "../contract/store-contract.ts";
import { openSqliteIndexer } from "./message-indexer.ts";
import { openSqliteStore } from "./store.ts";

async function open(): Promise<OpenedStore> {
  const folder = mkdtempSync(join(tmpdir(), "parley-store-"));
  const path = join(folder, "parley.db");
  const store = openSqliteStore({
    path,
    durability: "normal",
    newEpoch: () => Bun.randomUUIDv7(),
    onBroken: (error) => {
      throw error;
    },
  });
  const indexer = openSqliteIndexer(path);
  return {
    store,
    indexer,
    async dispose() {
      await indexer.close();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

describe("the store on SQLite", () => {
  const fixture = useStore(open);
  for (const contract of allContracts) contract(fixture);
});
