/**
 * W7: search among messages as people write them, half of them in Chinese: how fast the index follows the log and what
 * that costs those who send meanwhile, how large it is, and how long searches take. By default 500,000 messages in
 * 1,000 conversations; with --full 10,000,000 in 100,000. Either way a user sees some 20,000.
 */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { LatencyRecorder, type LatencySummary, nowUs } from "../loader/latency.ts";
import { call, openSessions } from "../loader/session.ts";
import type { WireSocket } from "../loader/wire-socket.ts";
import { serverCores } from "../process/children.ts";
import { ParleyServer } from "../process/parley-server.ts";
import { type SeededStore, type SeedPlan, seededStore, workingCopy } from "../process/seeded-store.ts";
import { PairTraffic } from "./pair-traffic.ts";
import type { Workload, WorkloadContext } from "./workload.ts";

const texts = { messageChars: 128, texts: "mixed", skew: 1 } as const;
const quickPlan: SeedPlan = { users: 20, directsPerUser: 10, messages: 20_000, ...texts };
const plan: SeedPlan = { users: 50, directsPerUser: 40, messages: 500_000, ...texts };
const fullPlan: SeedPlan = { users: 1_000, directsPerUser: 200, messages: 10_000_000, ...texts };

/** What is looked for; the first ones are the most frequent words of the seeded texts. */
const querySets: readonly {
  readonly name: string;
  readonly queries: readonly string[];
  readonly p99GoalMs: number;
}[] = [
  { name: "two characters of Chinese, common", queries: ["我们", "今天", "项目"], p99GoalMs: 50 },
  { name: "one character", queries: ["我", "会", "户"], p99GoalMs: 50 },
  { name: "four characters of Chinese", queries: ["我们今天", "项目会议", "客户计划"], p99GoalMs: 50 },
  { name: "an English word", queries: ["meeting", "question", "rev"], p99GoalMs: 50 },
  { name: "mixed", queries: ["项目 我们 今天", "meeting the", "the review"], p99GoalMs: 50 },
  { name: "no hit", queries: ["龘靐", "xylophonist", "我龘"], p99GoalMs: 50 },
];
const medianGoalMs = 15;
const sizeGoal = 1.2;
const indexedPerSecondGoal = 20_000;
const sendGrowthGoal = 1.1;
const lagGoalMs = 1_000;
const sendsPerSecond = 1_000;

interface Found {
  readonly found: readonly unknown[];
  readonly next: string | null;
}

const searchOn = (socket: WireSocket, query: string) =>
  call<Found>(socket, "message.search", { query, limit: 20 });

function folderBytes(folder: string): number {
  return readdirSync(folder)
    .map((name) => statSync(join(folder, name)).size)
    .reduce((sum, size) => sum + size, 0);
}

/** Sends a text nobody else has, and waits until it is found: then so is everything that was sent before. */
async function waitUntilFound(socket: WireSocket, conversationId: number): Promise<number> {
  const id = Bun.randomUUIDv7();
  const text = `marker${id.replaceAll("-", "")}`;
  const startUs = nowUs();
  await call(socket, "message.send", { conversationId, id, content: { type: "text", text } });
  while ((await searchOn(socket, text)).found.length === 0) await Bun.sleep(20);
  return (nowUs() - startUs) / 1000;
}

/** The p99 of messages from one side of pairs to the other. */
async function sendFor(traffic: PairTraffic, durationMs: number): Promise<LatencySummary> {
  traffic.beginStep();
  await traffic.send(sendsPerSecond, durationMs);
  await Bun.sleep(200);
  return traffic.latency.summary();
}

function pairsOf(data: SeededStore): number[] {
  return data.users
    .filter((_, index) => index % 2 === 0)
    .map((user, pair) => {
      const peerId = data.users[pair * 2 + 1]?.userId;
      return user.directs.find((direct) => direct.peerId === peerId)?.conversationId ?? 0;
    });
}

interface Indexing {
  readonly elapsedMs: number;
  readonly busySends: LatencySummary;
}

async function measureIndexing(
  context: WorkloadContext,
  data: SeededStore,
  sockets: readonly WireSocket[],
  traffic: PairTraffic,
): Promise<Indexing> {
  const startUs = nowUs();
  const durationMs = context.isQuick ? 500 : 8_000;
  const busySends = await sendFor(traffic, durationMs);
  const [socket] = sockets;
  if (socket === undefined) throw new Error("nobody is signed in");
  await waitUntilFound(socket, data.users[0]?.directs[0]?.conversationId ?? 0);
  return { elapsedMs: (nowUs() - startUs) / 1000, busySends };
}

function reportIndexing(
  context: WorkloadContext,
  setting: string,
  messages: number,
  { elapsedMs, busySends }: Indexing,
  calmSends: LatencySummary,
): void {
  context.report({
    setting,
    what: "messages indexed a second, from a start with all of them waiting, others sending meanwhile",
    value: messages / (elapsedMs / 1000),
    unit: "messages/s",
    goal: { kind: "at least", value: indexedPerSecondGoal },
  });
  context.report({
    setting,
    what: `p99 of ${sendsPerSecond} messages/s to the other side while indexing, to that without`,
    value: busySends.p99Ms / calmSends.p99Ms,
    unit: "times",
    goal: { kind: "at most", value: sendGrowthGoal },
    note: `${busySends.p99Ms.toFixed(1)} and ${calmSends.p99Ms.toFixed(1)} ms; p50 ${busySends.p50Ms.toFixed(1)} and ${calmSends.p50Ms.toFixed(1)} ms`,
  });
}

async function measureSearches(
  context: WorkloadContext,
  setting: string,
  sockets: readonly WireSocket[],
): Promise<void> {
  const rounds = context.isQuick ? 3 : 100;
  for (const { name, queries, p99GoalMs } of querySets) {
    const latency = new LatencyRecorder();
    let [found, cut] = [0, 0];
    for (let round = 0; round < rounds * queries.length; round++) {
      const socket = sockets[(round * 7) % sockets.length];
      if (socket === undefined) continue;
      const startUs = nowUs();
      const page = await searchOn(socket, queries[round % queries.length] ?? "");
      latency.recordUs(nowUs() - startUs);
      found += page.found.length;
      if (page.found.length < 20 && page.next !== null) cut++;
    }
    const { p50Ms, p99Ms, maxMs, count } = latency.summary();
    const note = `p50 ${p50Ms.toFixed(1)}, max ${maxMs.toFixed(1)} ms; ${(found / count).toFixed(1)} found, ${cut} of ${count} cut short`;
    const goal = { kind: "at most", value: p99GoalMs } as const;
    context.report({ setting, what: `search, ${name}, p99`, value: p99Ms, unit: "ms", goal, note });
    context.report({
      setting,
      what: `search, ${name}, p50`,
      value: p50Ms,
      unit: "ms",
      goal: { kind: "at most", value: medianGoalMs },
    });
  }
}

async function measure(context: WorkloadContext, data: SeededStore, messages: number): Promise<void> {
  const setting = `${messages.toLocaleString("en-US")} messages, server on core 0`;
  const before = folderBytes(data.folder);
  const server = await ParleyServer.start({ dataFolder: data.folder, cores: serverCores });
  // Those who send are not those who search: a socket has one purpose at a time.
  const senders = await openSessions(
    server.target,
    data.users.map((user) => user.accessToken),
  );
  const searchers = await openSessions(
    server.target,
    data.users.map((user) => user.accessToken),
  );
  const traffic = new PairTraffic(senders, pairsOf(data));
  const indexing = await measureIndexing(context, data, searchers, traffic);
  const calmSends = await sendFor(traffic, context.isQuick ? 500 : 8_000);
  reportIndexing(context, setting, messages, indexing, calmSends);
  const [first] = searchers;
  if (first === undefined) throw new Error("nobody is signed in");
  const lags: number[] = [];
  for (let round = 0; round < 10; round++) {
    lags.push(await waitUntilFound(first, data.users[0]?.directs[0]?.conversationId ?? 0));
  }
  context.report({
    setting,
    what: "from sending a message to its being found, the longest of ten",
    value: Math.max(...lags),
    unit: "ms",
    goal: { kind: "at most", value: lagGoalMs },
  });
  await measureSearches(context, setting, searchers);
  for (const socket of [...senders, ...searchers]) socket.end();
  await server.stop();
  context.report({
    setting,
    what: "what the index adds to the files, to the texts",
    value: (folderBytes(data.folder) - before) / (messages * texts.messageChars),
    unit: "times",
    goal: { kind: "at most", value: sizeGoal },
  });
}

export const search: Workload = {
  name: "W7",
  summary: "search among messages, half of them Chinese",
  deadlineMs: 3_600_000,
  async run(context) {
    const chosen = context.isQuick ? quickPlan : context.isFull ? fullPlan : plan;
    const data = workingCopy(context.cacheFolder, await seededStore(context.cacheFolder, chosen));
    try {
      await measure(context, data, chosen.messages ?? 0);
    } finally {
      data.dispose();
    }
  },
};
