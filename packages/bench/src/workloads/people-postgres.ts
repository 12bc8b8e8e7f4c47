/**
 * People, on PostgreSQL with fsync. The databases are made once, in bulk, and kept on the server of databases, since a
 * million people take minutes; who registers while it is measured stays in them.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { withDatabaseServer } from "../process/database-server.ts";
import { formatDigest, reportGrowth, reportTimings, runPeople, sizes, type Timing } from "./people.ts";
import type { Workload, WorkloadContext } from "./workload.ts";

const samples = 200;

async function measure(context: WorkloadContext, serverUrl: string, users: number): Promise<Timing[]> {
  const folder = join(context.cacheFolder, `working-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const url = new URL(serverUrl);
    const run = (count: number) => runPeople(context, [folder, String(users), String(count), url.href]);
    url.pathname = `/${await keptDatabase(serverUrl, users, async (unfinished) => {
      context.log(`making a database of ${users} users`);
      url.pathname = `/${unfinished}`;
      await run(0);
    })}`;
    return await run(context.isQuick ? 50 : samples);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The name of the database of so many people; those of other formats are removed. */
async function keptDatabase(
  serverUrl: string,
  users: number,
  make: (name: string) => Promise<void>,
): Promise<string> {
  const kept = `parley_people_${users}_${formatDigest("postgres")}`;
  const unfinished = `${kept}_unfinished`;
  const admin = new Bun.SQL(serverUrl, { max: 1 });
  try {
    const found: { name: string }[] = await admin.unsafe(
      `select datname as name from pg_database where datname like 'parley!_people!_${users}!_%' escape '!'`,
    );
    if (found.some(({ name }) => name === kept)) return kept;
    for (const { name } of found) await admin.unsafe(`drop database ${name} with (force)`);
    await admin.unsafe(`create database ${unfinished}`);
    await make(unfinished);
    await admin.unsafe(`alter database ${unfinished} rename to ${kept}`);
    return kept;
  } finally {
    await admin.end();
  }
}

export const peopleOnPostgres: Workload = {
  name: "people-postgres",
  summary: "the same on PostgreSQL with fsync",
  deadlineMs: 1_200_000,
  run: (context) =>
    withDatabaseServer(context, async (serverUrl) => {
      if (context.isQuick) {
        const timings = await measure(context, serverUrl, sizes.quick);
        return reportTimings(context, sizes.quick, timings, "PostgreSQL");
      }
      const small = await measure(context, serverUrl, sizes.small);
      reportTimings(context, sizes.small, small, "PostgreSQL");
      const large = await measure(context, serverUrl, sizes.large);
      reportTimings(context, sizes.large, large, "PostgreSQL");
      reportGrowth(context, small, large);
    }),
};
