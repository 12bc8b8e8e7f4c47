/**
 * `npm run crash`: kills the real server again and again under load and judges what is left. On PostgreSQL it kills
 * the database too, one of its own.
 * `--kills N --seed S --database sqlite|postgres --load-ms-max N --server <program> --result <file>`
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { databases } from "./crash-database.ts";
import type { CrashResult } from "./crash-result.ts";
import { runCrash } from "./run-crash.ts";

/** From so many kills on a run is worth keeping. */
const keptFromKills = 500;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "20" },
    seed: { type: "string" },
    database: { type: "string", default: "sqlite" },
    "load-ms-max": { type: "string", default: "1200" },
    server: { type: "string" },
    result: { type: "string" },
  },
});

const seed = Number(values.seed ?? crypto.getRandomValues(new Uint32Array(1))[0]);
const kills = Number(values.kills);
const database = databases.find((name) => name === values.database);
if (database === undefined) throw new Error(`--database is one of ${databases.join(", ")}`);
console.log(`Crash test on ${database}: ${kills} kills, seed ${seed}`);
const result = await runCrash({
  kills,
  seed,
  database,
  program: values.server ?? null,
  loadMsMax: Number(values["load-ms-max"]),
  report: (line) => console.log(line),
});
console.log(summaryOf(result));
const path = values.result ?? (kills >= keptFromKills ? resultPath(result) : null);
if (path !== null) {
  mkdirSync(dirname(path), { recursive: true });
  const commit = Bun.spawnSync(["git", "rev-parse", "--short", "HEAD"]).stdout.toString().trim();
  const options = [
    "--kills",
    kills,
    "--seed",
    seed,
    "--load-ms-max",
    values["load-ms-max"],
    "--database",
    database,
  ];
  const command = `npm run crash -- ${options.join(" ")}`;
  writeFileSync(path, `${JSON.stringify({ commit, command, ...result }, null, 2)}\n`);
}
if (!result.hasPassed) {
  console.log(
    `Again with the same choices: npm run crash -- --kills ${kills} --seed ${seed} --database ${database}`,
  );
}
process.exit(result.hasPassed ? 0 : 1);

function resultPath({ kills, database }: CrashResult): string {
  return join(import.meta.dir, "results", `${database}-${kills}-kills.json`);
}

function summaryOf(result: CrashResult): string {
  const { attempts, confirmed, connections, faults, messages, pushes, recalls, seconds, undecidedAttempts } =
    result;
  const { deliveries, returnMs, scheduled, startMs, uploads } = result;
  const lines = [
    `${result.kills} kills in ${seconds} s, start ${startMs.median} ms (median), ${startMs.most} ms (most), ${connections} connections`,
    ...(returnMs.most === 0
      ? []
      : [
          `database back: next confirmation after ${returnMs.median} ms (median), ${returnMs.most} ms (most)`,
        ]),
    `${messages} messages, ${attempts} attempts: ${confirmed} confirmed, ${undecidedAttempts} cut off; ${recalls} recalls, ${pushes} pushes`,
    `${scheduled} scheduled, ${deliveries} deliveries to a webhook, ${uploads} uploads`,
    ...Object.entries(faults).map(
      ([name, { count, first }]) =>
        `${count === 0 ? "holds " : "BROKEN"} ${name}${count === 0 ? "" : `: ${count}`}${first.map((line) => `\n         ${line}`).join("")}`,
    ),
    ...result.complaints.map((line) => `server: ${line}`),
  ];
  return lines.join("\n");
}
