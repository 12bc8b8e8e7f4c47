/**
 * `npm run bench [-- W2 ...] [--quick] [--full] [--data folder] [--database-url url] [--no-save]`. Runs the calibration and then
 * the workloads, each in a process of its own with a deadline, and shows and keeps the numbers with the goals beside
 * them. Invariant: when it ends, by itself or by a signal, nothing it started still runs.
 */
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bunCommand, loaderCores, pinned } from "./process/children.ts";
import { describeRun } from "./report/machine.ts";
import type { Calibration, Measurement } from "./report/measurement.ts";
import { consoleTable, type RunResults, saveResults } from "./report/results.ts";
import type { LoaderReport, LoaderSettings } from "./run-workload.ts";
import { workloads } from "./workloads/all.ts";
import type { Workload } from "./workloads/workload.ts";

const startedPids = new Set<number>();

function killStarted(): void {
  for (const pid of startedPids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
  startedPids.clear();
}

interface Outcome {
  readonly measurements: Measurement[];
  readonly failure: string | null;
}

async function runWorkload(workload: Workload, settings: LoaderSettings): Promise<Outcome> {
  console.log(`\n${workload.name}: ${workload.summary}`);
  const measurements: Measurement[] = [];
  let failure: string | null = null;
  const script = join(import.meta.dir, "run-workload.ts");
  const loader = Bun.spawn(pinned(loaderCores, bunCommand(script, workload.name, JSON.stringify(settings))), {
    stdio: ["ignore", "inherit", "inherit"],
    ipc(message) {
      const report = message as LoaderReport;
      switch (report.kind) {
        case "started":
          startedPids.add(report.pid);
          break;
        case "ended":
          startedPids.delete(report.pid);
          break;
        case "failed":
          failure = report.reason;
          break;
        case "log":
          console.log(`  ${report.text}`);
          break;
        case "measured":
          measurements.push(report.measurement);
          console.log(`  ${consoleTable([report.measurement]).split("\n")[1]}`);
      }
    },
  });
  startedPids.add(loader.pid);
  const timer = setTimeout(() => {
    failure = `stopped at its deadline of ${workload.deadlineMs / 1000} s`;
    killStarted();
  }, workload.deadlineMs);
  const exitCode = await loader.exited;
  clearTimeout(timer);
  startedPids.delete(loader.pid);
  killStarted();
  if (exitCode !== 0) failure ??= `its process ended with code ${exitCode}`;
  if (failure !== null) console.log(`  ${workload.name} failed: ${failure}`);
  return { measurements, failure };
}

function calibrationFrom(measurements: readonly Measurement[]): Calibration | null {
  const found: Partial<Record<keyof Calibration, number>> = {};
  for (const { calibrates, value } of measurements) if (calibrates !== undefined) found[calibrates] = value;
  const { publishSingle, publishBurst, appendRows, echo } = found;
  if (publishSingle === undefined || publishBurst === undefined) return null;
  if (appendRows === undefined || echo === undefined) return null;
  return { publishSingle, publishBurst, appendRows, echo };
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      full: { type: "boolean", default: false },
      data: { type: "string", default: join(tmpdir(), "parley-bench") },
      "database-url": { type: "string" },
      "no-save": { type: "boolean", default: false },
    },
  });
  const unknown = positionals.filter((name) => !workloads.some((workload) => workload.name === name));
  if (unknown.length > 0) {
    console.error(
      `There is no workload ${unknown.join(", ")}; there are ${workloads.map((w) => w.name).join(" ")}.`,
    );
    return 2;
  }
  mkdirSync(values.data, { recursive: true });
  const origin = describeRun(["npm run bench --", ...process.argv.slice(2)].join(" "));
  const startMs = performance.now();
  const measurements: Measurement[] = [];
  const failures: { workload: string; reason: string }[] = [];
  let calibration: Calibration | null = null;
  for (const workload of workloads) {
    if (workload.name !== "C0" && positionals.length > 0 && !positionals.includes(workload.name)) continue;
    const outcome = await runWorkload(workload, {
      isQuick: values.quick,
      isFull: values.full,
      cacheFolder: values.data,
      databaseUrl: values["database-url"] ?? null,
      calibration,
    });
    measurements.push(...outcome.measurements);
    if (outcome.failure !== null) failures.push({ workload: workload.name, reason: outcome.failure });
    calibration ??= calibrationFrom(outcome.measurements);
  }
  const elapsedSeconds = (performance.now() - startMs) / 1000;
  const results: RunResults = { origin, measurements, failures, elapsedSeconds };
  console.log(`\n${consoleTable(measurements)}`);
  if (!values["no-save"] && !values.quick) {
    console.log(`\nKept in ${saveResults(join(import.meta.dir, "..", "results"), results)}`);
  }
  return failures.length === 0 ? 0 : 1;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    killStarted();
    process.exit(130);
  });
}
process.exit(await main());
