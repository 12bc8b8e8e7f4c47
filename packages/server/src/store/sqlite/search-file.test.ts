import { Database } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store } from "../../engine/ports/store.ts";
import { indexMessages } from "../../engine/search/index-messages.ts";
import { insertGroup, insertUser, testMessage } from "../contract/store-contract.ts";
import { openSqliteIndexer } from "./message-indexer.ts";
import { openSqliteStore } from "./store.ts";

let folder: string;
let store: Store;
let [userId, conversationId] = [0, 0];

const [path, searchPath] = [() => join(folder, "parley.db"), () => join(folder, "search.db")];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "parley-search-"));
  store = openSqliteStore({
    ...{ path: path(), durability: "normal", newEpoch: () => Bun.randomUUIDv7() },
    onBroken(error) {
      throw error;
    },
  });
  await store.commit([
    {
      kind: "transaction",
      async run(tx) {
        userId = await insertUser(tx, "writer");
        conversationId = await insertGroup(tx, [userId]);
        await tx.log.appendAccepted(testMessage({ conversationId, senderId: userId, text: "found again" }));
      },
    },
  ]);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function indexed(): Promise<number> {
  const indexer = openSqliteIndexer(path());
  await indexMessages(indexer);
  await indexer.close();
  const blocks = await store.reader.messageIndex.blocks([{ conversationId, low: 0, high: 9 }], {
    ...{ marks: [], sentUpTo: Number.MAX_SAFE_INTEGER },
  });
  return blocks.flatMap(({ lines }) => String(lines).match(/\n\d+:/g) ?? []).length;
}

test("[SRCH-9] without its file nothing is found, and the index is made from the log", async () => {
  expect(await store.reader.messageIndex.sources(userId, null, Number.MAX_SAFE_INTEGER)).toEqual([]);
  expect(await indexed()).toBe(1);
  expect(await store.reader.messageIndex.sources(userId, null, Number.MAX_SAFE_INTEGER)).toHaveLength(1);
});

test("[SRCH-9] a file that cannot be read is made anew", async () => {
  writeFileSync(searchPath(), "this is not a database, however long it may be ".repeat(200));
  expect(await indexed()).toBe(1);
});

test("[SRCH-9] an index of another database, or ahead of this one, is made anew", async () => {
  const changes = ["epoch = 'another'", "position = 1000000"];
  for (const change of changes) {
    expect(await indexed()).toBe(1);
    const file = new Database(searchPath());
    file.run(`update search_state set ${change}`);
    file.run("update search_blocks set lines = 'not from here'");
    file.close();
    expect([change, await indexed()]).toEqual([change, 1]);
  }
});
