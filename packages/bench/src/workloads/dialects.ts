/**
 * Dialects: the pairs of W2 through netty beside the native protocol, in one run, each on a server and a copy of its
 * own, since what was said natively would come to clients of a dialect as missed. What a message costs is compared.
 */
import { forEachIndex, openSessions } from "../loader/session.ts";
import { WireSocket, type WireTarget } from "../loader/wire-socket.ts";
import { serverCores } from "../process/children.ts";
import { ParleyServer } from "../process/parley-server.ts";
import { type SeededStore, type SeededUser, seededStore, workingCopy } from "../process/seeded-store.ts";
import { PairTraffic, type SpellMessage } from "./pair-traffic.ts";
import { type PairStep, pairsPlan, runStep } from "./w2-one-to-one.ts";
import { median, type Workload, type WorkloadContext } from "./workload.ts";

const ratePerSecond = 2_000;
const warmUpMs = 2_000;
const openTogether = 200;
const answerTimeoutMs = 30_000;

interface Wire {
  readonly name: string;
  readonly dialects: string;
  open(server: ParleyServer, users: readonly SeededUser[]): Promise<WireSocket[]>;
  /** How a message is spelled; null for the native protocol. */
  spelling(users: readonly SeededUser[]): SpellMessage | null;
}

const native: Wire = {
  name: "native",
  dialects: "",
  open: ({ target }, users) =>
    openSessions(
      target,
      users.map(({ accessToken }) => accessToken),
    ),
  spelling: () => null,
};

const netty: Wire = {
  name: "netty",
  dialects: "netty",
  async open({ target }, users) {
    const sockets: WireSocket[] = new Array(users.length);
    await forEachIndex(users.length, openTogether, async (slot) => {
      const user = users[slot];
      if (user !== undefined) sockets[slot] = await registerAtNetty(slot, target, user);
    });
    return sockets;
  },
  spelling: (users) => (slot, text) => {
    const toMessageId = users[slot ^ 1]?.userId ?? 0;
    return `{"type":1,"params":{"toMessageId":"${toMessageId}","message":"${text}","fileType":"text"}}`;
  },
};

/** Registering has no answer of its own: the pong after it says that it is done. */
export async function registerAtNetty(
  slot: number,
  target: WireTarget,
  user: SeededUser,
): Promise<WireSocket> {
  const socket = new WireSocket(slot);
  const token = encodeURIComponent(user.accessToken);
  await socket.open({ ...target, path: `/websocket?token=${token}` });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error("netty did not answer in time")), answerTimeoutMs);
  socket.onFrame = (_, bytes, start, end) => {
    if (bytes.toString("utf8", start, end).includes('"pong"')) resolve();
  };
  socket.onClose = ({ closeCode }) => reject(new Error(`netty closed with ${closeCode}`));
  const params = { openid: String(user.userId), userName: "load", loginStatus: "1" };
  socket.sendText(JSON.stringify({ type: 7, params }));
  socket.sendText(JSON.stringify({ type: 20, params: {} }));
  try {
    await promise;
  } finally {
    clearTimeout(timer);
  }
  socket.onClose = () => {};
  return socket;
}

async function measureWire(context: WorkloadContext, wire: Wire, data: SeededStore): Promise<number> {
  const server = await ParleyServer.start({
    dataFolder: data.folder,
    cores: serverCores,
    dialects: wire.dialects,
  });
  const sockets = await wire.open(server, data.users);
  const conversationIds = data.users
    .filter((_, index) => index % 2 === 0)
    .map((user) => user.directs[0]?.conversationId ?? 0);
  const traffic = new PairTraffic(sockets, conversationIds, wire.spelling(data.users));
  await runStep(traffic, server, ratePerSecond, context.isQuick ? 500 : warmUpMs);
  const steps: PairStep[] = [];
  for (let time = 0; time < (context.isQuick ? 1 : 3); time++)
    steps.push(await runStep(traffic, server, ratePerSecond, context.isQuick ? 1_000 : 5_000));
  for (const socket of sockets) socket.end();
  await server.stop();
  const of = (value: (step: PairStep) => number) => median(steps.map(value));
  const serverUs = of((step) => step.serverUs);
  context.report({
    setting: wire.name,
    what: `server CPU a message at ${ratePerSecond}/s`,
    value: serverUs,
    unit: "us",
    note:
      `p50 ${of((step) => step.latency.p50Ms).toFixed(1)} ms, p99 ${of((step) => step.latency.p99Ms).toFixed(1)} ms; ` +
      `${steps.reduce((sum, { missing }) => sum + missing, 0)} missing, ${traffic.errorCount} errors`,
  });
  return serverUs;
}

export const dialects: Workload = {
  name: "dialects",
  summary: "one-to-one through netty beside the native protocol, 2,000 pairs",
  deadlineMs: 240_000,
  async run(context) {
    const seeded = await seededStore(context.cacheFolder, pairsPlan);
    const costs: number[] = [];
    for (const wire of [native, netty]) {
      const data = workingCopy(context.cacheFolder, seeded);
      costs.push(await measureWire(context, wire, data));
      data.dispose();
    }
    const [nativeUs = Number.NaN, nettyUs = Number.NaN] = costs;
    context.report({
      setting: "netty against native",
      what: "server CPU a message",
      value: nettyUs / nativeUs,
      unit: "times",
    });
  },
};
