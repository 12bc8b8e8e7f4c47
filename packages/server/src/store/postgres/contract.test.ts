import { describe } from "bun:test";
import { allContracts } from "../contract/all-contracts.ts";
import { type OpenedStore, useStore } from "../contract/store-contract.ts";
import { openPostgresStore } from "./store.ts";
import { createTestDatabase, testServerUrl } from "./test-database.ts";

async function open(): Promise<OpenedStore> {
  const database = await createTestDatabase();
  const store = await openPostgresStore({
    url: database.url,
    durability: "normal",
    newEpoch: () => Bun.randomUUIDv7(),
  });
  return {
    store,
    async dispose() {
      await store.close();
      await database.drop();
    },
  };
}

describe.skipIf(testServerUrl === "")("the store on PostgreSQL (needs PARLEY_TEST_POSTGRES_URL)", () => {
  const fixture = useStore(open);
  for (const contract of allContracts) contract(fixture);
});
