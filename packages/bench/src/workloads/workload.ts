/**
 * What a workload is: a function that runs in a process of its own on the loader's core, starts the servers it needs,
 * and tells what it measured. Its process, and every process it started, ends at the deadline whatever happens.
 */
import type { Calibration, Measurement } from "../report/measurement.ts";

export interface WorkloadContext {
  /** Shorter and smaller, to see that everything works; its numbers mean nothing. */
  readonly isQuick: boolean;
  /** As large as the workload is defined, where that takes longer than a run should by default. */
  readonly isFull: boolean;
  /** Folder for seeded data that is kept between runs, outside the tree. */
  readonly cacheFolder: string;
  /** Server of databases for the PostgreSQL workloads; null when there is none. */
  readonly databaseUrl: string | null;
  /** What the calibration found in the same run; null for the calibration itself. */
  readonly calibration: Calibration | null;
  report(measurement: Omit<Measurement, "workload">): void;
  log(text: string): void;
}

export interface Workload {
  readonly name: string;
  readonly summary: string;
  readonly deadlineMs: number;
  run(context: WorkloadContext): Promise<void>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
