/** What a crash test comes to: its figures and the judgement. */
import { type CheckName, judge } from "./checks.ts";
import type { Evidence } from "./evidence.ts";
import type { ServerProcess } from "./server-process.ts";

export interface CrashResult {
  readonly seed: number;
  readonly database: string;
  readonly kills: number;
  readonly seconds: number;
  readonly messages: number;
  readonly attempts: number;
  readonly confirmed: number;
  readonly undecidedAttempts: number;
  readonly scheduled: number;
  readonly deliveries: number;
  readonly uploads: number;
  readonly recalls: number;
  readonly conversations: number;
  readonly connections: number;
  readonly pushes: number;
  readonly startMs: Spread;
  /** From the return of a database that was killed under its server until the next confirmed message. */
  readonly returnMs: Spread;
  readonly complaints: readonly string[];
  readonly faults: Record<CheckName, { readonly count: number; readonly first: readonly string[] }>;
  readonly hasPassed: boolean;
}

interface Spread {
  readonly median: number;
  readonly most: number;
}

interface Ended extends Evidence {
  readonly options: Pick<CrashResult, "seed" | "database" | "kills">;
  readonly server: Pick<ServerProcess, "complaints">;
  readonly ms: number;
  readonly startMs: readonly number[];
  readonly returnMs: readonly number[];
}

export function resultOf(ended: Ended): CrashResult {
  const { history, database, options, server, ms } = ended;
  const verdict = judge(ended);
  const faults = Object.fromEntries(
    Object.entries(verdict).map(([name, list]) => [name, { count: list.length, first: list.slice(0, 5) }]),
  ) as unknown as CrashResult["faults"];
  const attempts = [...history.sends.values()].flatMap((send) => send.attempts);
  const count = (status: string) => attempts.filter(({ outcome }) => outcome?.status === status).length;
  return {
    seed: options.seed,
    database: options.database,
    kills: options.kills,
    seconds: Math.round(ms / 1000),
    messages: history.sends.size,
    attempts: attempts.length,
    confirmed: count("ok"),
    undecidedAttempts: count("unknown"),
    scheduled: history.schedules.filter(({ isConfirmed }) => isConfirmed).length,
    deliveries: history.deliveries.length,
    uploads: history.uploads.filter(({ isConfirmed }) => isConfirmed).length,
    recalls: [...history.recalls.values()].filter((recall) => recall.confirmedAt !== null).length,
    conversations: database.conversations.size,
    connections: history.connections.length,
    pushes: history.connections.reduce(
      (sum, { pushed }) => sum + [...pushed.values()].reduce((part, revs) => part + revs.length, 0),
      0,
    ),
    startMs: spreadOf(ended.startMs),
    returnMs: spreadOf(ended.returnMs),
    complaints: oneOfEach(server.complaints).slice(0, 20),
    faults,
    hasPassed: Object.values(verdict).every((list) => list.length === 0) && history.sends.size > 0,
  };
}

/** While a database is away every call of every client fails alike. */
function oneOfEach(lines: readonly string[]): string[] {
  const kindOf = (line: string) => /"error":"[^"]*"/.exec(line)?.[0] ?? line;
  return [...new Map(lines.map((line) => [kindOf(line), line])).values()];
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: Math.round(sorted[sorted.length >> 1] ?? 0), most: Math.round(sorted.at(-1) ?? 0) };
}
