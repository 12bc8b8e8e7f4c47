/**
 * People: what registering, signing in, profiles, search, contact lists, and the members of a group of a tenth of all,
 * at most 100,000, take in the store, with 10,000 and with 1,000,000 users and twenty relations each. Both stores are made once, in bulk, and kept. Password hashing and the
 * wire are not in it.
 */
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bunCommand, serverCores, startChild } from "../process/children.ts";
import type { Workload, WorkloadContext } from "./workload.ts";

export interface Timing {
  readonly what: string;
  readonly count: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

type Line = { readonly made: string } | { readonly timing: Timing };

export const sizes = { small: 10_000, large: 1_000_000, quick: 10_000 };
const samples = 2_000;
const p99GoalMs = 5;
/** A contact list of 5,000 has a goal of its own. */
const longListGoalMs = 20;
const growthGoal = 2;
/** Below this a median is noise and caches of the processor, not growth with the number of users. */
const growthFloorMs = 0.05;

const serverFolder = join(import.meta.dir, "..", "..", "..", "server");

/** Sources that decide what a store holds. */
const formatFiles = [
  ...["test/people/rows.ts", "test/people/names.ts"],
  ...["src/engine/user/search-tokens.ts", "src/engine/user/sort-key.ts", "src/engine/ports/name-key.ts"],
];

/** Changes with what a made store holds. */
export function formatDigest(home: "sqlite" | "postgres"): string {
  const migrationsFolder = `src/store/${home}/migrations`;
  const migrations = readdirSync(join(serverFolder, migrationsFolder)).sort();
  const hash = createHash("sha256");
  for (const path of [...formatFiles, ...migrations.map((name) => join(migrationsFolder, name))]) {
    hash.update(readFileSync(join(serverFolder, path)));
  }
  return hash.digest("hex").slice(0, 12);
}

/** Measures in a copy: registering changes the store. */
async function measure(context: WorkloadContext, users: number): Promise<Timing[]> {
  const kept = join(context.cacheFolder, "people", `${users}-${formatDigest("sqlite")}`);
  if (!existsSync(join(kept, "parley.db"))) {
    removeOutdated(join(context.cacheFolder, "people"), users);
    context.log(`making a store of ${users} users`);
    await runPeople(context, [kept, String(users), "0"]);
  }
  const working = join(context.cacheFolder, `working-${process.pid}`);
  mkdirSync(working, { recursive: true });
  try {
    cpSync(kept, working, { recursive: true });
    return await runPeople(context, [working, String(users), String(context.isQuick ? 50 : samples)]);
  } finally {
    rmSync(working, { recursive: true, force: true });
  }
}

function removeOutdated(folder: string, users: number): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`${users}-`)) rmSync(join(folder, name), { recursive: true });
  }
}

/** Arguments as `test/people/main.ts` takes them. */
export async function runPeople(context: WorkloadContext, args: readonly string[]): Promise<Timing[]> {
  const script = join(serverFolder, "test", "people", "main.ts");
  const child = startChild(serverCores, bunCommand(script, ...args));
  const [text, errors, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (exitCode !== 0) throw new Error(`measuring ended with code ${exitCode}: ${errors.slice(-2_000)}`);
  const lines = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
  for (const line of lines) if ("made" in line) context.log(line.made);
  return lines.flatMap((line) => ("timing" in line ? [line.timing] : []));
}

export function reportTimings(
  context: WorkloadContext,
  users: number,
  timings: readonly Timing[],
  home: "SQLite" | "PostgreSQL" = "SQLite",
): void {
  const setting = `${users.toLocaleString("en-US")} users, ${(users * 20).toLocaleString("en-US")} relations, ${home}, durability full`;
  for (const { what, count, medianMs, p99Ms, maxMs } of timings) {
    context.report({
      ...{ setting, what: `${what}, p99`, value: p99Ms, unit: "ms" },
      goal: { kind: "at most", value: what.includes("5,000") ? longListGoalMs : p99GoalMs },
      note: `median ${medianMs.toFixed(3)} ms, slowest ${maxMs.toFixed(1)} ms of ${count}`,
    });
  }
}

export function reportGrowth(
  context: WorkloadContext,
  small: readonly Timing[],
  large: readonly Timing[],
): void {
  for (const { what, medianMs } of large) {
    const before = small.find((timing) => timing.what === what);
    if (before === undefined) continue;
    context.report({
      setting: `${sizes.small.toLocaleString("en-US")} to ${sizes.large.toLocaleString("en-US")} users`,
      what: `${what}, growth of the median`,
      value: Math.max(medianMs, growthFloorMs) / Math.max(before.medianMs, growthFloorMs),
      unit: "times",
      goal: { kind: "at most", value: growthGoal },
      note: `${before.medianMs.toFixed(3)} ms to ${medianMs.toFixed(3)} ms`,
    });
  }
}

export const people: Workload = {
  name: "people",
  summary: "registering, profiles, search, contacts and a large group in the store, up to 1,000,000 users",
  deadlineMs: 600_000,
  async run(context) {
    if (context.isQuick) {
      reportTimings(context, sizes.quick, await measure(context, sizes.quick));
      return;
    }
    const small = await measure(context, sizes.small);
    reportTimings(context, sizes.small, small);
    const large = await measure(context, sizes.large);
    reportTimings(context, sizes.large, large);
    reportGrowth(context, small, large);
  },
};
