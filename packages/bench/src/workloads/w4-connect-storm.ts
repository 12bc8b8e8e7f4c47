/** W4: 10,000 clients connect at once; each is ready when it has said hello and has its inbox. */
import { LatencyRecorder, nowUs } from "../loader/latency.ts";
import { forEachIndex, helloText } from "../loader/session.ts";
import { WireSocket, type WireTarget } from "../loader/wire-socket.ts";
import { serverCores } from "../process/children.ts";
import { ParleyServer } from "../process/parley-server.ts";
import { untilQuiet, watchCpu } from "../process/process-figures.ts";
import { type SeededUser, seededStore, workingCopy } from "../process/seeded-store.ts";
import { crowd, crowdPlan } from "./crowd.ts";
import { median, type Workload } from "./workload.ts";

/** Connections that are being opened at a time: below the listen queue, past which the kernel waits a second. */
const connecting = 256;
const readyGoal = 4_000;
const readyTimeoutMs = 30_000;
const inboxText = JSON.stringify({ id: 2, op: "inbox.list", args: { limit: 20 } });
const headsText = Buffer.from('"heads":[');
const errorText = Buffer.from('"error":{');

/** Resolves when the inbox has come; the frames are searched, not parsed. */
async function becomeReady(socket: WireSocket, target: WireTarget, accessToken: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error("not ready in time")), readyTimeoutMs);
  socket.onClose = () => reject(new Error(`closed with ${socket.closeCode}`));
  let isHelloAnswered = false;
  socket.onFrame = (_, bytes, start, end) => {
    const error = bytes.indexOf(errorText, start);
    if (error >= 0 && error < end) return reject(new Error(bytes.toString("utf8", start, end)));
    if (!isHelloAnswered) {
      isHelloAnswered = true;
      socket.sendAscii(inboxText);
      return;
    }
    const heads = bytes.indexOf(headsText, start);
    if (heads >= 0 && heads < end) resolve();
  };
  try {
    await socket.open(target);
    socket.sendAscii(helloText(accessToken));
    await promise;
  } finally {
    clearTimeout(timer);
    socket.onFrame = () => {};
    socket.onClose = () => {};
  }
}

interface StormOutcome {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly bytesEach: number;
  readonly loaderShare: number;
  /** CPU of the server for each client, and how much of it in its own code, in us. */
  readonly serverUs: number;
  readonly serverUserUs: number;
  readonly failures: string[];
}

async function storm(target: WireTarget, pid: number, users: readonly SeededUser[]): Promise<StormOutcome> {
  const sockets = users.map((_, slot) => new WireSocket(slot));
  const latency = new LatencyRecorder();
  const failures: string[] = [];
  const endLoader = watchCpu(process.pid);
  const endServer = watchCpu(pid);
  const startUs = nowUs();
  await forEachIndex(users.length, connecting, async (index) => {
    try {
      await becomeReady(sockets[index] as WireSocket, target, users[index]?.accessToken ?? "");
      latency.recordUs(nowUs() - startUs);
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  });
  const seconds = (nowUs() - startUs) / 1e6;
  const loaderShare = endLoader().shareOfCore;
  const spent = endServer();
  const serverUs = (spent.cpuMs * 1000) / sockets.length;
  const serverUserUs = (spent.userMs * 1000) / sockets.length;
  const bytesEach = sockets.reduce((sum, socket) => sum + socket.bytes, 0) / sockets.length;
  for (const socket of sockets) socket.end();
  const { p50Ms, p99Ms, count } = latency.summary();
  return {
    perSecond: count / seconds,
    p50Ms,
    p99Ms,
    bytesEach,
    loaderShare,
    serverUs,
    serverUserUs,
    failures,
  };
}

export const connectStorm: Workload = {
  name: "W4",
  summary: "10,000 clients connect at once",
  deadlineMs: 240_000,
  async run(context) {
    const data = workingCopy(
      context.cacheFolder,
      await seededStore(context.cacheFolder, crowdPlan(context.isQuick)),
    );
    const server = await ParleyServer.start({ dataFolder: data.folder, cores: serverCores });
    await untilQuiet(server.pid);
    const users = data.users.slice(0, context.isQuick ? 1_000 : crowd.storm);
    const runs: StormOutcome[] = [];
    for (let run = 0; run < (context.isQuick ? 1 : 3); run++) {
      const outcome = await storm(server.target, server.pid, users);
      context.log(
        `${Math.round(outcome.perSecond)} ready/s, ${Math.round(outcome.serverUs)} us server CPU each (${Math.round(outcome.serverUserUs)} us user), ${outcome.failures.length} failed`,
      );
      runs.push(outcome);
      await Bun.sleep(1_500);
    }
    const failures = runs.flatMap((run) => run.failures);
    context.report({
      setting: `${users.length} clients, token check and inbox of 20, server on core 0`,
      what: "ready a second",
      value: median(runs.map((run) => run.perSecond)),
      unit: "clients/s",
      goal: { kind: "at least", value: readyGoal },
      note: `half ready after ${Math.round(median(runs.map((run) => run.p50Ms)))} ms, 99 % after ${Math.round(median(runs.map((run) => run.p99Ms)))} ms; first of ${runs.length} runs ${Math.round(runs[0]?.perSecond ?? 0)}/s; ${Math.round((runs[0]?.bytesEach ?? 0) / 1024)} KB and ${Math.round(median(runs.map((run) => run.serverUs)))} us server CPU each; loader ${Math.round(100 * (runs[0]?.loaderShare ?? 0))} %; ${failures.length} failed${failures.length === 0 ? "" : `, first: ${failures[0]}`}`,
    });
    await server.stop();
    data.dispose();
  },
};
