import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Checkpointer, type CopyFailure, checkpoints, copyLog } from "./checkpoints.ts";
import { openCopier, openReader, openWriter } from "./database.ts";

let folder = "";
let path = "";
const opened: { close(): unknown }[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-checkpoints-"));
  path = join(folder, "parley.db");
});
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
  rmSync(folder, { recursive: true });
});

function copied(): CopyFailure | null {
  const copier = openCopier(path);
  const failure = copyLog(copier);
  copier.close();
  return failure;
}

/** Copies when it is let to. */
class HeldCheckpointer implements Checkpointer {
  readonly asked: ((failure: CopyFailure | null) => void)[] = [];

  copy(): Promise<CopyFailure | null> {
    return new Promise((resolve) => {
      this.asked.push(resolve);
    });
  }

  /** Answers the copy that was asked for, after having made it, or with why it failed. */
  answer(failure?: CopyFailure): void {
    const answer = this.asked.shift();
    if (answer === undefined) throw new Error("nobody asked for a copy");
    answer(failure ?? copied());
  }

  async close(): Promise<void> {}
}

const bounds = { copy: 60, ownPart: 1 / 6, wait: 200 };

interface Opened {
  /** One commit of some three pages; after what it has to wait for. */
  set(value: number): Promise<void>;
  /** Sets a value after the other until it is done. */
  setUntil(isDone: () => boolean): Promise<void>;
  get(): number;
  /** Pages in the WAL, and those of them that are not in the file. */
  state(): { pages: number; left: number };
}

function open(checkpointer: Checkpointer, onBroken: (error: unknown) => void = fail): Opened {
  const database = openWriter(path, "normal");
  database.run("create table if not exists kept (id integer primary key, value text not null)");
  const copies = checkpoints(database, checkpointer, onBroken, bounds);
  opened.push({ close: () => database.close() });
  const look = database.query<{ log: number; checkpointed: number }, []>("pragma wal_checkpoint(noop)");
  async function set(value: number): Promise<void> {
    await copies.beforeCommit();
    database.run("insert or replace into kept values (1, ?)", [`${value}.${"x".repeat(8_000)}`]);
  }
  return {
    set,
    async setUntil(isDone) {
      for (let value = 1; !isDone(); value += 1) await set(value);
    },
    get: () => Number.parseInt(String(database.query("select value from kept").values()[0]?.[0]), 10),
    state() {
      const { log = 0, checkpointed = 0 } = look.get() ?? {};
      return { pages: log, left: log - Math.max(0, checkpointed) };
    },
  };
}

function fail(error: unknown): never {
  throw error;
}

test("[RUN-14] [F-07] commits go on while the WAL is copied, until it is too long, and then it begins anew", async () => {
  const checkpointer = new HeldCheckpointer();
  const { set, setUntil, state } = open(checkpointer);
  await setUntil(() => checkpointer.asked.length > 0);
  expect(state().left).toBe(state().pages);
  await setUntil(() => state().pages >= bounds.wait);
  expect(checkpointer.asked.length).toBe(1);
  let isWritten = false;
  const waiting = set(0).then(() => {
    isWritten = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isWritten).toBe(false);
  checkpointer.answer();
  await waiting;
  await set(1);
  expect(state().pages).toBeLessThan(10);
});

test("[RUN-14] after a copy the writer adds the little that came meanwhile, and the WAL begins anew", async () => {
  const checkpointer = new HeldCheckpointer();
  const { get, set, setUntil, state } = open(checkpointer);
  await setUntil(() => checkpointer.asked.length > 0);
  await set(1);
  checkpointer.answer();
  await Promise.resolve();
  await set(2);
  expect(checkpointer.asked).toEqual([]);
  expect(state().pages).toBeLessThan(10);
  expect(get()).toBe(2);
});

test("[RUN-8] [RUN-14] a copy that finds no room is tried again later, one the disk fails under ends the process", async () => {
  const checkpointer = new HeldCheckpointer();
  const broken: unknown[] = [];
  const { set, setUntil, state } = open(checkpointer, (error) => broken.push(error));
  await setUntil(() => checkpointer.asked.length > 0);
  const before = state().pages;
  checkpointer.answer({ code: "SQLITE_FULL", reason: "database or disk is full" });
  await Promise.resolve();
  await set(1);
  expect(checkpointer.asked.length).toBe(0);
  await setUntil(() => checkpointer.asked.length > 0);
  expect(state().pages).toBeGreaterThanOrEqual(before + bounds.copy - 10);
  expect(broken).toEqual([]);
  checkpointer.answer({ code: "SQLITE_IOERR_FSYNC", reason: "disk I/O error" });
  await Promise.resolve();
  expect(broken).toEqual([new Error("disk I/O error")]);
});

const sourceFolder = join(import.meta.dir, "..", "..");
/** Writes for ever, with the thread of the server, and prints what is committed. */
const writer = `
  import { newThread } from ${JSON.stringify(join(sourceFolder, "new-thread.ts"))};
  import { checkpoints } from ${JSON.stringify(join(import.meta.dir, "checkpoints.ts"))};
  import { openWriter } from ${JSON.stringify(join(import.meta.dir, "database.ts"))};
  import { createCheckpointClient } from ${JSON.stringify(join(sourceFolder, "threads", "checkpoint-client.ts"))};
  const path = process.argv[1];
  const client = createCheckpointClient(() => {
    const thread = newThread("checkpoint-thread");
    thread.postMessage(path);
    return thread;
  });
  const copy = () => {
    process.stdout.write("copying\\n");
    return client.copy();
  };
  const database = openWriter(path, "normal");
  database.run("create table kept (id integer primary key, value text not null)");
  const onBroken = (error) => { throw error; };
  const copies = checkpoints(database, { ...client, copy }, onBroken, ${JSON.stringify(bounds)});
  for (let count = 1; ; count += 1) {
    await copies.beforeCommit();
    database.run("insert or replace into kept values (1, ?)", [count + "." + "x".repeat(8000)]);
    process.stdout.write(count + "\\n");
  }
`;

test("[RUN-14] [INV-01] a server that is killed while the WAL is copied has lost nothing of it", async () => {
  const child = Bun.spawn([process.execPath, "-e", writer, path], { stdout: "pipe", stderr: "inherit" });
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of child.stdout) {
    text += decoder.decode(chunk, { stream: true });
    // In its third copy, or shortly after.
    if (text.split("copying").length > 3) child.kill("SIGKILL");
  }
  await child.exited;
  const committed = Number(text.match(/\d+(?=\n)/g)?.at(-1));
  expect(committed).toBeGreaterThan(bounds.copy / 4);
  const { get } = open(new HeldCheckpointer());
  expect(get()).toBeWithin(committed, committed + 2);
  const database = openReader(path);
  opened.push({ close: () => database.close() });
  expect(database.query("pragma integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
});
