/**
 * W3: one group, 1,000 members online. (a) one message at a time: how long until the last member has it; (b) single
 * messages, the highest rate; (c) bursts of sixteen in one frame, the highest rate. Deliveries count per message, and
 * the number that shared a frame is told, since joined deliveries cost the kernel less.
 */
import { LatencyRecorder, nowUs } from "../loader/latency.ts";
import { openSessions } from "../loader/session.ts";
import { serverCores } from "../process/children.ts";
import { ParleyServer } from "../process/parley-server.ts";
import { watchCpu } from "../process/process-figures.ts";
import { seededStore, workingCopy } from "../process/seeded-store.ts";
import { GroupTraffic } from "./group-traffic.ts";
import { climb, type StepOutcome } from "./sustained-rate.ts";
import type { Workload, WorkloadContext } from "./workload.ts";

const members = 1_000;
const lastReceiverGoalMs = 25;
const sustainedP99Ms = 500;
const setting = `${members} members, fsync, server on core 0`;
/** Shares of the calibrated publisher that are tried, in percent. */
const shares = [20, 30, 40, 50, 60, 70, 75, 80, 90, 100, 120, 150, 200];
/** Used when the calibration is missing: what it finds on a small virtual machine. */
const assumed = { publishSingle: 100_000, publishBurst: 1_000_000 };

async function measureLastReceiver(context: WorkloadContext, traffic: GroupTraffic): Promise<void> {
  const latency = new LatencyRecorder();
  const rounds = context.isQuick ? 20 : 200;
  for (let round = 0; round < rounds; round++) {
    traffic.beginStep();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => reject(new Error("a message did not reach every member")), 10_000);
    traffic.onDelivered = () => {
      if (traffic.delivered >= members) resolve();
    };
    const startUs = nowUs();
    traffic.sendBurst(startUs, 1);
    await promise;
    clearTimeout(timer);
    latency.recordUs(nowUs() - startUs);
    await Bun.sleep(20);
  }
  traffic.onDelivered = () => {};
  const { p50Ms, p99Ms, maxMs } = latency.summary();
  context.report({
    setting,
    what: "one message to the last of all members, p99",
    value: p99Ms,
    unit: "ms",
    goal: { kind: "at most", value: lastReceiverGoalMs },
    note: `p50 ${p50Ms.toFixed(1)} ms, max ${maxMs.toFixed(1)} ms of ${rounds}`,
  });
}

interface GroupStep extends StepOutcome {
  readonly perFrame: number;
  readonly serverUs: number;
  readonly loaderShare: number;
}

async function groupStep(
  context: WorkloadContext,
  traffic: GroupTraffic,
  pid: number,
  deliveriesPerSecond: number,
  perBurst: number,
): Promise<GroupStep> {
  traffic.beginStep();
  const endServer = watchCpu(pid);
  const endLoader = watchCpu(process.pid);
  const durationMs = context.isQuick ? 1_000 : 5_000;
  const loop = await traffic.send(deliveriesPerSecond / members / perBurst, perBurst, durationMs);
  const inTime = traffic.delivered;
  const { cpuMs } = endServer();
  const loaderShare = endLoader().shareOfCore;
  const expected = loop.sent * perBurst * members;
  for (let wait = 0; wait < 500 && traffic.delivered < expected; wait++) await Bun.sleep(20);
  const step: GroupStep = {
    offeredPerSecond: deliveriesPerSecond,
    deliveredPerSecond: inTime / (loop.elapsedMs / 1000),
    latency: traffic.latency.summary(),
    missing: expected - traffic.delivered,
    perFrame: traffic.delivered / Math.max(1, traffic.frames),
    serverUs: (cpuMs * 1000) / Math.max(1, inTime),
    loaderShare,
  };
  context.log(
    `${perBurst} a burst, ${Math.round(deliveriesPerSecond)}/s offered: ${Math.round(step.deliveredPerSecond)}/s, p50 ${step.latency.p50Ms.toFixed(1)} p99 ${step.latency.p99Ms.toFixed(1)} ms, ` +
      `${step.perFrame.toFixed(1)} a frame, ${step.serverUs.toFixed(2)} us server CPU, loader ${Math.round(loaderShare * 100)} %, missing ${step.missing}`,
  );
  return step;
}

async function measureRate(
  context: WorkloadContext,
  traffic: GroupTraffic,
  pid: number,
  perBurst: number,
): Promise<void> {
  const isSingle = perBurst === 1;
  const calibrated = (context.calibration ?? assumed)[isSingle ? "publishSingle" : "publishBurst"];
  const goalShare = isSingle ? 0.75 : 0.6;
  const tried = context.isQuick ? shares.slice(0, 2) : shares;
  const { steps, best } = await climb(
    tried.map((share) => (calibrated * share) / 100),
    (rate) => groupStep(context, traffic, pid, rate, perBurst),
    sustainedP99Ms,
  );
  const top = Math.max(...steps.map((step) => step.deliveredPerSecond));
  const value = best?.deliveredPerSecond ?? 0;
  context.report({
    setting,
    what: `${isSingle ? "single messages" : `bursts of ${perBurst}`}, highest rate with p99 <= ${sustainedP99Ms} ms`,
    value,
    unit: "deliveries/s",
    goal: {
      kind: "at least",
      value: goalShare * calibrated,
      basis: `${goalShare * 100} % of C0a at ${perBurst} a turn`,
    },
    note:
      `${Math.round((100 * value) / calibrated)} % of C0a; ${best?.perFrame.toFixed(1)} deliveries a frame; p50 ${best?.latency.p50Ms.toFixed(1)}, p99 ${best?.latency.p99Ms.toFixed(1)} ms; ` +
      `${best?.serverUs.toFixed(2)} us server CPU a delivery; loader ${Math.round(100 * (best?.loaderShare ?? 0))} %; at overload ${Math.round(top)}/s`,
  });
}

export const group: Workload = {
  name: "W3",
  summary: "a group of 1,000 online members",
  deadlineMs: 300_000,
  async run(context) {
    const plan = { users: members, groups: 1, groupMembers: members };
    const data = workingCopy(context.cacheFolder, await seededStore(context.cacheFolder, plan));
    const server = await ParleyServer.start({ dataFolder: data.folder, cores: serverCores });
    const sockets = await openSessions(
      server.target,
      data.users.map((user) => user.accessToken),
    );
    const traffic = new GroupTraffic(sockets, data.users[0]?.groups[0]?.conversationId ?? 0);
    await traffic.send(20, 1, context.isQuick ? 1_000 : 3_000);
    await Bun.sleep(500);
    await measureLastReceiver(context, traffic);
    await measureRate(context, traffic, server.pid, 1);
    await measureRate(context, traffic, server.pid, 16);
    const { checked, lost, duplicate, reordered } = traffic.order.faults();
    context.report({
      setting,
      what: "lost, duplicate and reordered events on the sample",
      value: lost + duplicate + reordered,
      unit: "events",
      goal: { kind: "at most", value: 0 },
      note: `${lost}/${duplicate}/${reordered} of ${checked} checked; ${sockets.filter((socket) => !socket.isOpen).length} sockets closed`,
    });
    for (const socket of sockets) socket.end();
    await server.stop();
    data.dispose();
  },
};
