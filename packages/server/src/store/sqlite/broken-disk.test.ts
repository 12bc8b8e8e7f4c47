import { afterEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "./store.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Sets a value again and again until a commit fails, and prints how. */
const writer = `
  import { openSqliteStore } from ${JSON.stringify(join(import.meta.dir, "store.ts"))};
  const broken = [];
  const onBroken = (error) => broken.push(error.code);
  const store = openSqliteStore({ path: process.argv[1], durability: "full", newEpoch: () => "e", onBroken });
  for (let count = 1; ; count += 1) {
    const run = (tx) => tx.settings.set("setup_code_digest", "x".repeat(3000) + count);
    const [outcome] = await store.commit([{ kind: "transaction", run }]);
    if (outcome.status === "committed") continue;
    process.stdout.write(JSON.stringify({ outcome, committed: count - 1, broken }));
    process.exit(0);
  }
`;

test("[RUN-8] [F-05] a commit the disk fails under is uncertain, ends the process, and harms none before it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-broken-"));
  folders.push(folder);
  const path = join(folder, "parley.db");
  // A file that may not grow any further fails like a disk: EFBIG, which SQLite knows as an I/O error only.
  const limited = `trap '' XFSZ; ulimit -f 2000; exec "$@"`;
  const { stdout, stderr } = Bun.spawnSync(["sh", "-c", limited, "sh", process.execPath, "-e", writer, path]);
  expect(stderr.toString()).toBe("");
  const { outcome, committed, broken } = JSON.parse(stdout.toString());
  expect(outcome).toMatchObject({ status: "failed", isUncertain: true, error: { code: "unavailable" } });
  expect(broken).toEqual(["SQLITE_IOERR_WRITE"]);
  expect(committed).toBeGreaterThan(0);
  const store = openSqliteStore({
    path,
    durability: "full",
    newEpoch: () => "e",
    onBroken: (error) => {
      throw error;
    },
  });
  const value = await store.reader.settings.get("setup_code_digest");
  expect(Number(value?.slice(3000))).toBeWithin(committed, committed + 2);
  await store.close();
});
