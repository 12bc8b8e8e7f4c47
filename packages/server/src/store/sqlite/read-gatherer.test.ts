import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store } from "../../engine/ports/store.ts";
import { openReader, openWriter, walBytesMax } from "./database.ts";
import { gathersPerLook } from "./read-gatherer.ts";
import { openSqliteReader, openSqliteStore } from "./store.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));
const opened: { close(): unknown }[] = [];
let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-gather-"));
  path = join(folder, "parley.db");
});
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
  rmSync(folder, { recursive: true });
});

function onBroken(error: unknown): never {
  throw error;
}

function open<S extends Store>(store: S): S {
  opened.push(store);
  return store;
}

test("[INV-27] reads gathered in a turn see what was committed before it, and keep nothing open after it", async () => {
  const writer = open(openSqliteStore({ path, durability: "normal", newEpoch: () => "e", onBroken }));
  const reading = open(openSqliteReader(path));
  const database = openWriter(path, "normal");
  opened.push({ close: () => database.close() });
  const set = (value: string) =>
    writer.commit([{ kind: "transaction", run: (tx) => tx.settings.set("setup_code_digest", value) }]);
  const get = () => reading.reader.settings.get("setup_code_digest");

  await set("one");
  reading.gatherReads?.();
  expect(await get()).toBe("one");
  await set("two");
  // Still in the turn: the state is that of its begin.
  expect(await get()).toBe("one");
  const checkpoint = () => database.query("pragma wal_checkpoint(truncate)").get();
  database.run("pragma busy_timeout = 0");
  expect(checkpoint()).toMatchObject({ busy: 1 });
  // More has arrived in the same turn.
  reading.gatherReads?.();
  expect(await get()).toBe("two");
  await turn();
  await set("three");
  expect(await get()).toBe("three");
  expect(checkpoint()).toMatchObject({ busy: 0 });
});

test("[F-07] while the WAL has outgrown its bound reads are not gathered, so that it can begin anew", async () => {
  const writer = open(openSqliteStore({ path, durability: "normal", newEpoch: () => "e", onBroken }));
  const reading = open(openSqliteReader(path));
  const old = openReader(path);
  opened.push({ close: () => old.close() });
  const set = (value: string) =>
    writer.commit([{ kind: "transaction", run: (tx) => tx.settings.set("setup_code_digest", value) }]);
  const get = async () => (await reading.reader.settings.get("setup_code_digest"))?.slice(0, 5);
  const logBytes = () => statSync(`${path}-wal`).size;
  old.run("begin");
  old.query("select count(*) from settings").get();
  while (logBytes() <= walBytesMax) await set(`first${"x".repeat(100_000)}`);
  reading.gatherReads?.();
  expect(await get()).toBe("first");
  await set("other");
  expect(await get()).toBe("other");
  old.run("commit");
  for (let commits = 0; commits < 3 && logBytes() > walBytesMax; commits += 1) await set("again");
  expect(logBytes()).toBe(walBytesMax);
  for (let gathers = 0; gathers < gathersPerLook; gathers += 1) reading.gatherReads?.();
  expect(await get()).toBe("again");
  await set("newer");
  expect(await get()).toBe("again");
  await turn();
});

test("a store closed in the turn of its reads ends them", async () => {
  const writer = open(openSqliteStore({ path, durability: "normal", newEpoch: () => "e", onBroken }));
  const reading = openSqliteReader(path);
  reading.gatherReads?.();
  expect(await reading.reader.settings.get("epoch")).toBe("e");
  await reading.close();
  await turn();
  expect(await writer.reader.settings.get("epoch")).toBe("e");
});
