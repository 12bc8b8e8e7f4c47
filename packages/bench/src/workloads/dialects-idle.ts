/**
 * Idle sockets of dialects: what each costs in memory and CPU. Counted from the first thousands on, since a server that
 * has just started holds memory that it gives back later.
 */
import { forEachIndex } from "../loader/session.ts";
import { WireSocket } from "../loader/wire-socket.ts";
import { serverCores } from "../process/children.ts";
import { ParleyServer } from "../process/parley-server.ts";
import { readFigures, watchCpu } from "../process/process-figures.ts";
import { type SeededUser, seededStore, workingCopy } from "../process/seeded-store.ts";
import { crowdPlan } from "./crowd.ts";
import { registerAtNetty } from "./dialects.ts";
import type { Workload, WorkloadContext } from "./workload.ts";

const bytesPerSocketGoal = 4 * 1024;
const openTogether = 200;
const sockets = { first: 2_000, all: 10_000 };
const quickSockets = { first: 200, all: 1_000 };

type Open = (slot: number, server: ParleyServer, user: SeededUser) => Promise<WireSocket>;

const openings: Readonly<Record<string, Open>> = {
  netty: (slot, { target }, user) => registerAtNetty(slot, target, user),
  async egg(slot, { target }, { accessToken }) {
    const socket = new WireSocket(slot);
    await socket.open({ ...target, path: `/ws?token=${encodeURIComponent(accessToken)}` });
    return socket;
  },
};

async function measureDialect(context: WorkloadContext, dialect: string, open: Open): Promise<void> {
  const data = workingCopy(
    context.cacheFolder,
    await seededStore(context.cacheFolder, crowdPlan(context.isQuick)),
  );
  const server = await ParleyServer.start({ dataFolder: data.folder, cores: serverCores, dialects: dialect });
  const wanted = context.isQuick ? quickSockets : sockets;
  const settleMs = context.isQuick ? 1_000 : 15_000;
  const opened: WireSocket[] = [];
  const openUpTo = async (count: number) => {
    const from = opened.length;
    await forEachIndex(count - from, openTogether, async (index) => {
      const user = data.users[from + index];
      if (user !== undefined) opened.push(await open(from + index, server, user));
    });
    await Bun.sleep(settleMs);
    return readFigures(server.pid).rssBytes;
  };
  const before = await openUpTo(wanted.first);
  const after = await openUpTo(wanted.all);
  const endCpu = watchCpu(server.pid);
  await Bun.sleep(settleMs);
  const { cpuMs } = endCpu();
  context.report({
    setting: dialect,
    what: `RSS a socket, from ${wanted.first} to ${wanted.all}`,
    value: (after - before) / (wanted.all - wanted.first),
    unit: "B",
    goal: { kind: "at most", value: bytesPerSocketGoal },
    note:
      `${Math.round(before / 1e6)} MB, then ${Math.round(after / 1e6)} MB; ` +
      `${opened.filter((socket) => !socket.isOpen).length} closed; ` +
      `${((cpuMs * 1e6) / settleMs / wanted.all).toFixed(2)} us/s CPU each`,
  });
  for (const socket of opened) socket.end();
  await server.stop();
  data.dispose();
}

export const dialectsIdle: Workload = {
  name: "dialects-idle",
  summary: "10,000 idle sockets of netty and of egg",
  deadlineMs: 240_000,
  async run(context) {
    for (const [dialect, open] of Object.entries(openings)) await measureDialect(context, dialect, open);
  },
};
