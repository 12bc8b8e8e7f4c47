import { describe } from "bun:test";
import { allContracts } from "../contract/all-contracts.ts";
import { type OpenedStore, useStore } from "../contract/store-contract.ts";
import { openPostgresIndexer } from "./message-indexer.ts";
import { openPostgresStore } from "./store.ts";
import { createTestDatabase, testServerUrl } from "./test-database.ts";

async function open(): Promise<OpenedStore> {
  const database = await createTestDatabase();
  const store = await openPostgresStore({
    url: database.url,
    durability: "normal",
    newEpoch: () => Bun.randomUUIDv7(),
  });
  const indexer = openPostgresIndexer({ url: database.url, durability: "normal" });
  return {
    store,
    indexer,
    async dispose() {
      await indexer.close();
      await store.close();
      await database.drop();
    },
  };
}

describe.skipIf(testServerUrl === "")("the store on PostgreSQL (needs PARLEY_TEST_POSTGRES_URL)", () => {
  const fixture = useStore(open);
  for (const contract of allContracts) contract(fixture);
});
