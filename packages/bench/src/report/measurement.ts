/** One number a workload found, with the goal beside it. */
export interface Measurement {
  readonly workload: string;
  /** What was varied: cores, durability, database. */
  readonly setting: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: Goal;
  readonly note?: string;
  /** Set by the calibration: which yardstick this number is. */
  readonly calibrates?: keyof Calibration;
}

export interface Goal {
  readonly kind: "at least" | "at most";
  readonly value: number;
  /** How the value came about, where it is a share of the calibration. */
  readonly basis?: string;
}

export function isMet(measurement: Measurement): boolean | null {
  const { goal, value } = measurement;
  if (goal === undefined) return null;
  return goal.kind === "at least" ? value >= goal.value : value <= goal.value;
}

/** What this machine can do without Parley: the yardstick of all goals that are shares. */
export interface Calibration {
  /** Deliveries/s of a bare publisher to 1,000 sockets, one message a turn, and sixteen a turn. */
  readonly publishSingle: number;
  readonly publishBurst: number;
  /** Rows/s into SQLite in batches of 200 with fsync. */
  readonly appendRows: number;
  /** Messages/s of a bare echo over 4,000 sockets. */
  readonly echo: number;
}

export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString("en-US");
  if (size >= 100 || Number.isInteger(value)) return String(Math.round(value));
  return size >= 10 ? value.toFixed(1) : value.toFixed(2);
}
