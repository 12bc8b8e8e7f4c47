/**
 * A group of 100,000 members, 100 of them online, some muted, waiting to be let in or gone: what its people wait for over
 * the wire. One after the other: the time of each is the server's own.
 */
import { join } from "node:path";
import { bunCommand, serverCores, startChild } from "../process/children.ts";
import type { Workload, WorkloadContext } from "./workload.ts";

interface Timing {
  readonly what: string;
  readonly count: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const sendGoalMs = 50;
const pageGoalMs = 5;

const script = join(import.meta.dir, "..", "..", "..", "server", "test", "large-group", "main.ts");

async function measure({ isQuick }: WorkloadContext, members: number): Promise<Timing[]> {
  const command = bunCommand(script, String(members), isQuick ? "5" : "100", isQuick ? "5" : "300");
  const child = startChild(serverCores, command);
  const [text, errors, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (exitCode !== 0) throw new Error(`measuring ended with code ${exitCode}: ${errors.slice(-2_000)}`);
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => (JSON.parse(line) as { timing: Timing }).timing);
}

function goalOf(what: string) {
  if (what.startsWith("send")) return { goal: { kind: "at most", value: sendGoalMs } } as const;
  return what.startsWith("member page") ? ({ goal: { kind: "at most", value: pageGoalMs } } as const) : {};
}

export const largeGroup: Workload = {
  name: "large-group",
  summary: "sending, member pages and member search in a group of 100,000",
  deadlineMs: 120_000,
  async run(context) {
    const members = context.isQuick ? 1_000 : 100_000;
    for (const { what, count, medianMs, p99Ms, maxMs } of await measure(context, members)) {
      context.report({
        setting: `${members.toLocaleString("en-US")} members, SQLite, durability full`,
        ...{ what: `${what}, median`, value: medianMs, unit: "ms" },
        ...goalOf(what),
        note: `p99 ${p99Ms.toFixed(1)} ms, slowest ${maxMs.toFixed(1)} ms of ${count}`,
      });
    }
  },
};
