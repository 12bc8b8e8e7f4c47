/**
 * W2 on PostgreSQL with fsync, server and database on this machine. Uses the server of databases it is given, or starts
 * the one of `scripts/services.ts` and stops it again if it did not run before; works in a database of its own.
 */
import { serverCores } from "../process/children.ts";
import { withDatabaseServer } from "../process/database-server.ts";
import { seedDatabase } from "../process/seeded-store.ts";
import { measurePairs, pairsPlan } from "./w2-one-to-one.ts";
import type { Workload } from "./workload.ts";

const goalPerSecond = 8_000;
const p99Ms = 50;
const rates = [4_000, 6_000, 8_000, 9_000, 10_000, 12_500, 15_000, 17_500, 20_000];

async function withDatabase(serverUrl: string, work: (url: string) => Promise<void>): Promise<void> {
  const name = `parley_bench_${process.pid}`;
  const admin = new Bun.SQL(serverUrl, { max: 1 });
  try {
    await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.unsafe(`create database ${name}`);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    await work(url.href);
  } finally {
    await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}

export const oneToOnePostgres: Workload = {
  name: "W2-postgres",
  summary: "one-to-one, persisted in PostgreSQL with fsync, 2,000 pairs",
  deadlineMs: 420_000,
  async run(context) {
    await withDatabaseServer(context, (serverUrl) =>
      withDatabase(serverUrl, async (databaseUrl) => {
        const data = await seedDatabase(context.cacheFolder, pairsPlan, databaseUrl);
        const setting = {
          name: "fsync, server on core 0, database on any",
          server: { cores: serverCores, databaseUrl },
          rates,
          calm: { ratePerSecond: goalPerSecond / 4, p99Ms },
          goal: { kind: "at least" as const, value: goalPerSecond },
          p99Ms,
        };
        await measurePairs(context, setting, data);
        data.dispose();
      }),
    );
  },
};
