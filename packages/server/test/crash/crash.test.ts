/** The crash test on PostgreSQL, with few kills; on SQLite `npm test` runs main.ts itself. */
import { expect, test } from "bun:test";
import { testServerUrl } from "../../src/store/postgres/test-database.ts";
import { runCrash } from "./run-crash.ts";

test.skipIf(testServerUrl === "")(
  "[MSG-1] [SYNC-1] a server on PostgreSQL that is killed loses, repeats and reorders nothing",
  async () => {
    const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
    const { faults, messages } = await runCrash({
      kills: 3,
      seed,
      database: "postgres",
      program: null,
      loadMsMax: 600,
      report: () => undefined,
    });
    const broken = Object.entries(faults).filter(([, { count }]) => count > 0);
    const again = `npm run crash -- --kills 3 --load-ms-max 600 --database postgres --seed ${seed}`;
    expect(broken, again).toEqual([]);
    expect(messages).toBeGreaterThan(0);
  },
  120_000,
);
