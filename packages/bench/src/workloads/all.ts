/** All workloads, in the order in which a full run takes them. */
import { calibration } from "./c0-calibration.ts";
import { oneToOne } from "./w2-one-to-one.ts";
import type { Workload } from "./workload.ts";

export const workloads: readonly Workload[] = [calibration, oneToOne];
