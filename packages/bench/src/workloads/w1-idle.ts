/** W1: what a server on an empty folder takes, and what each of 15,000 signed-in sockets that do nothing adds. */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openSessions } from "../loader/session.ts";
import { serverCores } from "../process/children.ts";
import { ParleyServer } from "../process/parley-server.ts";
import { readFigures, readSlabBytes, untilQuiet, watchCpu } from "../process/process-figures.ts";
import { seededStore, workingCopy } from "../process/seeded-store.ts";
import { crowdPlan } from "./crowd.ts";
import type { Workload, WorkloadContext } from "./workload.ts";

const setting = "20 conversations each, server on core 0";
const bytesPerSocketGoal = 3 * 1024;
const emptyGoalMb = 60;

export const idle: Workload = {
  name: "W1",
  summary: "idle sockets",
  deadlineMs: 240_000,
  async run(context) {
    await measureEmpty(context);
    const data = workingCopy(
      context.cacheFolder,
      await seededStore(context.cacheFolder, crowdPlan(context.isQuick)),
    );
    const server = await ParleyServer.start({ dataFolder: data.folder, cores: serverCores });
    await untilQuiet(server.pid);
    const before = readFigures(server.pid).rssBytes;
    const slabBefore = readSlabBytes();
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
      what: `RSS a socket over the server without any, ${count} sockets`,
      value: (settled - before) / count,
      unit: "B",
      goal: { kind: "at most", value: bytesPerSocketGoal },
      note: `${Math.round(before / 1e6)} MB without, ${Math.round(settled / 1e6)} MB after a minute, ${Math.round(atOnce / 1e6)} MB right after connecting; kernel slab of both ends ${(slab / count / 1024).toFixed(1)} KB a socket; ${sockets.filter((socket) => !socket.isOpen).length} closed`,
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

async function measureEmpty({ cacheFolder, report }: WorkloadContext): Promise<void> {
  const folder = mkdtempSync(join(cacheFolder, "empty-"));
  const server = await ParleyServer.start({ dataFolder: folder, cores: serverCores });
  await untilQuiet(server.pid);
  report({
    setting: "no data, server on core 0",
    what: "RSS of the empty server",
    value: readFigures(server.pid).rssBytes / 1e6,
    unit: "MB",
    goal: { kind: "at most", value: emptyGoalMb },
    note: `ready in ${Math.round(server.readyMs)} ms`,
  });
  await server.stop();
  rmSync(folder, { recursive: true });
}
