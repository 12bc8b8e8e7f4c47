import { Database } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
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

test("[SRCH-9] a file that is damaged or deleted behind its first page is made anew, and those who search read the new one", async () => {
  expect(await indexed()).toBe(1);
  const before = new Database(searchPath());
  before.run("pragma wal_checkpoint(truncate)");
  before.close();
  const descriptor = openSync(searchPath(), "r+");
  writeSync(descriptor, Buffer.alloc(statSync(searchPath()).size - 4_096, 0xa5), 0, null, 4_096);
  closeSync(descriptor);
  expect(await indexed()).toBe(1);
  for (const suffix of ["", "-wal", "-shm"]) rmSync(searchPath() + suffix, { force: true });
  expect(await store.reader.messageIndex.sources(userId, null, Number.MAX_SAFE_INTEGER)).toEqual([]);
  expect(await indexed()).toBe(1);
});

test("[SRCH-9] [SRCH-11] an index that lost changes of which the notes are forgotten is made anew", async () => {
  const edit = (text: string) =>
    store.commit([
      {
        kind: "transaction",
        async run(tx) {
          await tx.log.setBody(conversationId, 2, JSON.stringify({ type: "text", text }));
          return tx.messageIndex.forgetTakenChanges();
        },
      },
    ]);
  expect(await indexed()).toBe(1);
  await edit("first");
  await store.commit([
    { kind: "append", message: testMessage({ conversationId, senderId: userId, text: "another" }) },
  ]);
  expect(await indexed()).toBe(2);
  await edit("second");
  // As after a power cut: the part that took the first change is not there any more.
  const file = new Database(searchPath());
  file.run("update search_state set note_id = 0");
  file.run("update search_blocks set lines = ''");
  file.close();
  expect(await indexed()).toBe(2);
});
