/**
 * The loader's process: runs one workload on the loader's core and sends what it measures to the process that started
 * it (main.ts), as it comes, so that a run that is cut off keeps what it had.
 */
import { endAllChildren } from "./process/children.ts";
import type { Measurement } from "./report/measurement.ts";
import { workloads } from "./workloads/all.ts";
import type { WorkloadContext } from "./workloads/workload.ts";

export type LoaderSettings = Pick<
  WorkloadContext,
  "isQuick" | "isFull" | "cacheFolder" | "databaseUrl" | "calibration"
>;

export type LoaderReport =
  | { readonly kind: "started" | "ended"; readonly pid: number }
  | { readonly kind: "measured"; readonly measurement: Measurement }
  | { readonly kind: "log"; readonly text: string }
  | { readonly kind: "failed"; readonly reason: string };

function tell(report: LoaderReport): void {
  process.send?.(report);
}

const [name = "", settingsText = "{}"] = process.argv.slice(2);
const settings = JSON.parse(settingsText) as LoaderSettings;
const workload = workloads.find((candidate) => candidate.name === name);

try {
  if (workload === undefined) throw new Error(`there is no workload ${name}`);
  await workload.run({
    ...settings,
    report: (found) => tell({ kind: "measured", measurement: { workload: name, ...found } }),
    log: (text) => tell({ kind: "log", text }),
  });
} catch (error) {
  tell({ kind: "failed", reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
} finally {
  await endAllChildren();
}
process.exit(0);
