/**
 * C0: what this machine does without Parley. (a) a bare publisher to 1,000 sockets, 1 and 16 messages a turn; (b) bare
 * SQLite appends with fsync; (c) a bare echo over 4,000 sockets. Runs first in every run; the goals are shares of it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { LatencyRecorder, nowUs } from "../loader/latency.ts";
import { findMarker, markedText, markerBytes, markerIntendedUs } from "../loader/marker.ts";
import { runOpenLoop } from "../loader/open-loop.ts";
import { forEachIndex } from "../loader/session.ts";
import { WireSocket, type WireTarget } from "../loader/wire-socket.ts";
import { bunCommand, endChild, firstLine, serverCores, startChild } from "../process/children.ts";
import { watchCpu } from "../process/process-figures.ts";
import { climb, type StepOutcome } from "./sustained-rate.ts";
import { median, type Workload, type WorkloadContext } from "./workload.ts";

const subscribers = 1_000;
const echoSockets = 4_000;
const batchesInFlight = 4;
const setting = "bare, server on core 0";

function script(name: string): string {
  return join(import.meta.dir, "..", "calibration", name);
}

async function openBare(target: WireTarget, count: number): Promise<WireSocket[]> {
  const sockets = Array.from({ length: count }, (_, slot) => new WireSocket(slot));
  await forEachIndex(count, 200, (index) => sockets[index]?.open(target) ?? Promise.resolve());
  return sockets;
}

/** Deliveries/s with a few turns in flight, so that server and loader work at the same time. */
async function publishRate(perTurn: number, durationMs: number): Promise<{ rate: number; serverUs: number }> {
  const child = startChild(serverCores, bunCommand(script("publish-server.ts")));
  const { port } = await firstLine<{ port: number }>(child);
  const target = { hostname: "127.0.0.1", port, path: "/subscribe" };
  const sockets = await openBare(target, subscribers);
  const control = new WireSocket(subscribers);
  await control.open({ ...target, path: "/control" });
  const perBatch = perTurn * subscribers;
  let received = 0;
  for (const socket of sockets) {
    socket.onFrame = () => {
      received++;
      if (received % perBatch === 0) control.sendAscii(String(perTurn));
    };
  }
  for (let index = 0; index < batchesInFlight; index++) control.sendAscii(String(perTurn));
  await Bun.sleep(durationMs / 5);
  const receivedBefore = received;
  const endCpu = watchCpu(child.pid);
  const startUs = nowUs();
  await Bun.sleep(durationMs);
  const deliveries = received - receivedBefore;
  const rate = deliveries / ((nowUs() - startUs) / 1_000_000);
  const serverUs = (endCpu().cpuMs * 1000) / deliveries;
  for (const socket of [...sockets, control]) socket.end();
  await endChild(child);
  return { rate, serverUs };
}

async function calibratePublish(context: WorkloadContext, perTurn: number): Promise<void> {
  const runs: { rate: number; serverUs: number }[] = [];
  for (let run = 0; run < (context.isQuick ? 1 : 3); run++) {
    runs.push(await publishRate(perTurn, context.isQuick ? 500 : 4_000));
  }
  context.report({
    setting,
    what: `C0a deliveries to ${subscribers} sockets, ${perTurn} a turn`,
    value: median(runs.map((run) => run.rate)),
    unit: "deliveries/s",
    calibrates: perTurn === 1 ? "publishSingle" : "publishBurst",
    note: `${median(runs.map((run) => run.serverUs)).toFixed(2)} us server CPU a delivery`,
  });
}

async function calibrateAppends(context: WorkloadContext): Promise<void> {
  const rates: number[] = [];
  let batchMs = 0;
  for (let run = 0; run < (context.isQuick ? 1 : 3); run++) {
    const folder = mkdtempSync(join(context.cacheFolder, "appends-"));
    const durationMs = context.isQuick ? 500 : 4_000;
    const child = startChild(
      serverCores,
      bunCommand(script("sqlite-appends.ts"), folder, String(durationMs)),
    );
    const result = await firstLine<{ rowsPerSecond: number; medianBatchMs: number }>(child, 60_000);
    await child.exited;
    rmSync(folder, { recursive: true });
    rates.push(result.rowsPerSecond);
    batchMs = result.medianBatchMs;
  }
  context.report({
    setting,
    what: "C0b SQLite rows with fsync, 200 a batch",
    value: median(rates),
    unit: "rows/s",
    calibrates: "appendRows",
    note: `${batchMs.toFixed(2)} ms a batch`,
  });
}

interface EchoStep extends StepOutcome {
  readonly serverUs: number;
}

async function echoStep(
  sockets: readonly WireSocket[],
  pid: number,
  rate: number,
  durationMs: number,
): Promise<EchoStep> {
  const latency = new LatencyRecorder();
  let received = 0;
  for (const socket of sockets) {
    socket.onFrame = (_, bytes, start, end) => {
      const at = findMarker(bytes, start, end);
      if (at < 0 || at + markerBytes > end) throw new Error("an echo without its mark");
      received++;
      latency.recordUs(nowUs() - markerIntendedUs(bytes, at));
    };
  }
  const endCpu = watchCpu(pid);
  const loop = await runOpenLoop({
    ratePerSecond: rate,
    durationMs,
    send(index, intendedUs) {
      const socket = sockets[(index * 1613) % sockets.length];
      socket?.sendAscii(`{"id":${index},"args":{"text":"${markedText(intendedUs, socket.slot, 240)}"}}`);
    },
  });
  const inTime = received;
  const { cpuMs } = endCpu();
  for (let wait = 0; wait < 200 && received < loop.sent; wait++) await Bun.sleep(20);
  return {
    offeredPerSecond: rate,
    deliveredPerSecond: inTime / (loop.elapsedMs / 1000),
    latency: latency.summary(),
    missing: loop.sent - received,
    serverUs: (cpuMs * 1000) / Math.max(1, inTime),
  };
}

async function calibrateEcho(context: WorkloadContext): Promise<void> {
  const child = startChild(serverCores, bunCommand(script("echo-server.ts")));
  const { port } = await firstLine<{ port: number }>(child);
  const sockets = await openBare({ hostname: "127.0.0.1", port, path: "/" }, echoSockets);
  const durationMs = context.isQuick ? 500 : 4_000;
  const rates = [
    5_000, 10_000, 20_000, 30_000, 40_000, 45_000, 50_000, 55_000, 60_000, 70_000, 80_000, 90_000, 100_000,
  ];
  const { steps, best } = await climb(context.isQuick ? [10_000, 20_000] : rates, (rate) =>
    echoStep(sockets, child.pid, rate, durationMs),
  );
  for (const step of steps) {
    context.log(
      `echo ${step.offeredPerSecond}/s offered: ${Math.round(step.deliveredPerSecond)}/s, p50 ${step.latency.p50Ms} ms, p99 ${step.latency.p99Ms} ms`,
    );
  }
  const top = Math.max(...steps.map((step) => step.deliveredPerSecond));
  context.report({
    setting,
    what: `C0c echo over ${echoSockets} sockets, highest rate with p99 <= 100 ms`,
    value: best?.deliveredPerSecond ?? 0,
    unit: "messages/s",
    calibrates: "echo",
    note: `p99 ${best?.latency.p99Ms.toFixed(1)} ms; ${best?.serverUs.toFixed(1)} us server CPU a message; at overload ${Math.round(top)}/s`,
  });
  for (const socket of sockets) socket.end();
  await endChild(child);
}

export const calibration: Workload = {
  name: "C0",
  summary: "what this machine does without Parley",
  deadlineMs: 240_000,
  async run(context) {
    await calibratePublish(context, 1);
    await calibratePublish(context, 16);
    await calibrateAppends(context);
    await calibrateEcho(context);
  },
};
