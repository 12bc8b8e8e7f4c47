/**
 * W6: pages of 50 at random depth among 10,000,000 messages in 100,000 conversations of unequal length, and the same
 * among 100,000 in 1,000. The messages lie in the mixed order in which use would have brought them.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { LatencySummary } from "../loader/latency.ts";
import { allCores, serverCores, startChild } from "../process/children.ts";
import { ParleyServer } from "../process/parley-server.ts";
import { type SeededStore, type SeedPlan, seededStore } from "../process/seeded-store.ts";
import { HistoryReader } from "./history-reader.ts";
import type { Workload, WorkloadContext } from "./workload.ts";

const largePlan: SeedPlan = { users: 1_000, directsPerUser: 200, messages: 10_000_000, skew: 1 };
const smallPlan: SeedPlan = { users: 1_000, directsPerUser: 2, messages: 100_000, skew: 1 };
const readers = 100;
const warmP99GoalMs = 2;
const ratioGoal = 2;
const pagesPerSecond = 1_000;

/** `command` for each file of the folder: reading it once warms the page cache, `nocache` gives its pages back. */
async function throughFiles(folder: string, command: (path: string) => string[]): Promise<void> {
  for (const name of readdirSync(folder)) {
    const child = startChild(allCores, command(join(folder, name)));
    const timer = setTimeout(() => child.kill("SIGKILL"), 60_000);
    await Promise.all([new Response(child.stdout).bytes(), new Response(child.stderr).text(), child.exited]);
    clearTimeout(timer);
  }
}

const warm = (folder: string) =>
  throughFiles(folder, (path) => ["dd", `if=${path}`, "of=/dev/null", "bs=1M", "status=none"]);
const chill = (folder: string) =>
  throughFiles(folder, (path) => ["dd", `if=${path}`, "iflag=nocache", "count=0", "status=none"]);

async function measureCold(context: WorkloadContext, data: SeededStore, setting: string): Promise<void> {
  await chill(data.folder);
  const server = await ParleyServer.start({ dataFolder: data.folder, cores: serverCores });
  const reader = await HistoryReader.open(server, data.users, readers);
  const cold = await reader.readSequentially(context.isQuick ? 50 : 500);
  context.report({
    setting,
    what: "page of 50 over the socket, cold files, p99",
    value: cold.p99Ms,
    unit: "ms",
    note: `p50 ${cold.p50Ms.toFixed(2)} ms; the first pages after a start, one at a time`,
  });
  reader.close();
  await server.stop();
}

function times({ p50Ms, p999Ms }: LatencySummary): string {
  return `p50 ${p50Ms.toFixed(2)}, p99.9 ${p999Ms.toFixed(2)} ms`;
}

async function measureWarm(
  context: WorkloadContext,
  data: SeededStore,
  setting: string,
): Promise<LatencySummary> {
  await warm(data.folder);
  const server = await ParleyServer.start({ dataFolder: data.folder, cores: serverCores });
  const reader = await HistoryReader.open(server, data.users, readers);
  const scale = context.isQuick ? 20 : 1;
  await reader.readSequentially(5_000 / scale);
  const one = await reader.readSequentially(10_000 / scale);
  context.report({
    setting,
    what: "page of 50 over the socket, warm, one at a time, p99",
    value: one.p99Ms,
    unit: "ms",
    goal: { kind: "at most", value: warmP99GoalMs },
    note: `${times(one)}; transport and loader included`,
  });
  const rated = await reader.readAtRate(pagesPerSecond, 8_000 / scale);
  context.report({
    setting,
    what: `page of 50 over the socket, warm, ${pagesPerSecond} pages/s open loop, p99`,
    value: rated.p99Ms,
    unit: "ms",
    note: `${times(rated)}; from the intended time, the loader's 1 ms tick included`,
  });
  const http = await reader.readByHttp(4_000 / scale);
  context.report({
    setting,
    what: "page of 50 over HTTP, warm, one at a time, p99",
    value: http.p99Ms,
    unit: "ms",
    note: times(http),
  });
  context.report({
    setting,
    what: "pages a second, 32 in flight",
    value: await reader.readAsFastAsPossible(32, 5_000 / scale),
    unit: "pages/s",
  });
  reader.close();
  await server.stop();
  return one;
}

export const history: Workload = {
  name: "W6",
  summary: "pages of history among 10,000,000 messages",
  deadlineMs: 1_500_000,
  async run(context) {
    const small = await seededStore(context.cacheFolder, smallPlan);
    const smallWarm = await measureWarm(
      context,
      small,
      "100,000 messages in 1,000 conversations, server on core 0",
    );
    if (context.isQuick) return;
    const setting = "10,000,000 messages in 100,000 conversations, server on core 0";
    const large = await seededStore(context.cacheFolder, largePlan);
    await measureCold(context, large, setting);
    const largeWarm = await measureWarm(context, large, setting);
    context.report({
      setting,
      what: "p99 among 10,000,000 to p99 among 100,000",
      value: largeWarm.p99Ms / smallWarm.p99Ms,
      unit: "times",
      goal: { kind: "at most", value: ratioGoal },
    });
  },
};
