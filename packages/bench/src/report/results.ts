/** The results of a run as a table for people, and as JSON and Markdown files to keep. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunOrigin } from "./machine.ts";
import { formatNumber, type Goal, isMet, type Measurement } from "./measurement.ts";

export interface RunResults {
  readonly origin: RunOrigin;
  readonly measurements: readonly Measurement[];
  /** Workloads that did not end well, with the reason. */
  readonly failures: readonly { readonly workload: string; readonly reason: string }[];
  readonly elapsedSeconds: number;
}

function goalText(goal: Goal | undefined): string {
  if (goal === undefined) return "";
  const sign = goal.kind === "at least" ? ">=" : "<=";
  const basis = goal.basis === undefined ? "" : ` (${goal.basis})`;
  return `${sign} ${formatNumber(goal.value)}${basis}`;
}

function verdict(measurement: Measurement): string {
  const met = isMet(measurement);
  return met === null ? "" : met ? "yes" : "NO";
}

function cells(measurement: Measurement): string[] {
  const { workload, setting, what, value, unit, goal, note } = measurement;
  return [
    workload,
    setting,
    what,
    `${formatNumber(value)} ${unit}`,
    goalText(goal),
    verdict(measurement),
    note ?? "",
  ];
}

const columns = ["workload", "setting", "what", "result", "goal", "met", "remark"];

export function consoleTable(measurements: readonly Measurement[]): string {
  const rows = [columns, ...measurements.map(cells)];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

export function markdown(results: RunResults): string {
  const { origin, failures } = results;
  const row = (values: readonly string[]) => `| ${values.join(" | ")} |`;
  const changes = origin.hasUncommittedChanges ? " with uncommitted changes" : "";
  return [
    `# Benchmark of ${origin.startedAt}`,
    "",
    `- Machine: ${origin.cpu}, ${origin.cores} cores, ${origin.memoryGiB} GiB, Linux ${origin.kernel}, Bun ${origin.bun}`,
    `- Commit: ${origin.commit}${changes}`,
    `- Command: \`${origin.command}\`, ${Math.round(results.elapsedSeconds)} s`,
    "",
    row(columns),
    row(columns.map(() => "---")),
    ...results.measurements.map((measurement) => row(cells(measurement))),
    ...(failures.length === 0 ? [] : ["", "Not measured:", ""]),
    ...failures.map((failure) => `- ${failure.workload}: ${failure.reason}`),
    "",
  ].join("\n");
}

/** Writes both files; answers the path of the Markdown one. */
export function saveResults(folder: string, results: RunResults): string {
  mkdirSync(folder, { recursive: true });
  const stamp = results.origin.startedAt.slice(0, 19).replaceAll(":", "").replace("T", "-");
  const path = join(folder, `${stamp}-${results.origin.commit.slice(0, 7)}`);
  writeFileSync(`${path}.json`, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(`${path}.md`, markdown(results));
  return `${path}.md`;
}
