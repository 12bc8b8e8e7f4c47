/** W1: 15,000 signed-in sockets that do nothing: what each costs in memory and CPU. */
import { openSessions } from "../loader/session.ts";
import { serverCores } from "../process/children.ts";
import { ParleyServer } from "../process/parley-server.ts";
import { readFigures, readSlabBytes, watchCpu } from "../process/process-figures.ts";
import { seededStore, workingCopy } from "../process/seeded-store.ts";
import { crowdPlan } from "./crowd.ts";
import type { Workload } from "./workload.ts";

const setting = "20 conversations each, server on core 0";
const bytesPerSocketGoal = 3 * 1024;
const emptyGoalMb = 60;

export const idle: Workload = {
  name: "W1",
  summary: "idle sockets",
  deadlineMs: 240_000,
  async run(context) {
    const data = workingCopy(
      context.cacheFolder,
      await seededStore(context.cacheFolder, crowdPlan(context.isQuick)),
    );
    const server = await ParleyServer.start({ dataFolder: data.folder, cores: serverCores });
    await Bun.sleep(context.isQuick ? 500 : 5_000);
    const empty = readFigures(server.pid).rssBytes;
    const slabBefore = readSlabBytes();
    context.report({
      setting,
      what: "RSS of the empty server",
      value: empty / 1e6,
      unit: "MB",
      goal: { kind: "at most", value: emptyGoalMb },
      note: `ready in ${Math.round(server.readyMs)} ms`,
    });
    const sockets = await openSessions(
      server.target,
      data.users.map((user) => user.accessToken),
    );
    const atOnce = readFigures(server.pid).rssBytes;
    await Bun.sleep(context.isQuick ? 1_000 : 15_000);
    const endCpu = watchCpu(server.pid);
    const idleMs = context.isQuick ? 1_000 : 40_000;
    await Bun.sleep(idleMs);
    const { cpuMs } = endCpu();
    const settled = readFigures(server.pid).rssBytes;
    const slab = readSlabBytes() - slabBefore;
    const count = sockets.length;
    context.report({
      setting,
      what: `RSS a socket over the empty server, ${count} sockets`,
      value: (settled - empty) / count,
      unit: "B",
      goal: { kind: "at most", value: bytesPerSocketGoal },
      note: `${Math.round(settled / 1e6)} MB after a minute, ${Math.round(atOnce / 1e6)} MB right after connecting; kernel slab of both ends ${(slab / count / 1024).toFixed(1)} KB a socket; ${sockets.filter((socket) => !socket.isOpen).length} closed`,
    });
    context.report({
      setting,
      what: "CPU of an idle socket",
      value: (cpuMs * 1e6) / idleMs / count,
      unit: "us/s",
    });
    for (const socket of sockets) socket.end();
    await server.stop();
    data.dispose();
  },
};
