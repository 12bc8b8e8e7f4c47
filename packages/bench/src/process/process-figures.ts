/** What the kernel says of a process, all its threads together. */
import { readdirSync, readFileSync } from "node:fs";

/** USER_HZ, 100 on every Linux this runs on. */
const msPerTick = 10;

export interface ProcessFigures {
  readonly rssBytes: number;
  readonly userMs: number;
  readonly systemMs: number;
  /** Bytes it caused to be written to storage. */
  readonly writtenBytes: number;
}

function cpuOf(statPath: string): { userMs: number; systemMs: number; name: string } {
  const text = readFileSync(statPath, "utf8");
  const end = text.lastIndexOf(")");
  const fields = text.slice(end + 2).split(" ");
  return {
    name: text.slice(text.indexOf("(") + 1, end),
    userMs: Number(fields[11]) * msPerTick,
    systemMs: Number(fields[12]) * msPerTick,
  };
}

function lineValue(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
}

export function readFigures(pid: number): ProcessFigures {
  const cpu = cpuOf(`/proc/${pid}/stat`);
  return {
    rssBytes: lineValue(readFileSync(`/proc/${pid}/status`, "utf8"), "VmRSS") * 1024,
    userMs: cpu.userMs,
    systemMs: cpu.systemMs,
    writtenBytes: lineValue(readFileSync(`/proc/${pid}/io`, "utf8"), "write_bytes"),
  };
}

/** CPU of each thread by id, to show which one a server spends its core on. */
export function readThreads(pid: number): Map<string, { name: string; cpuMs: number }> {
  const threads = new Map<string, { name: string; cpuMs: number }>();
  for (const id of readdirSync(`/proc/${pid}/task`)) {
    const cpu = cpuOf(`/proc/${pid}/task/${id}/stat`);
    threads.set(id, { name: cpu.name, cpuMs: cpu.userMs + cpu.systemMs });
  }
  return threads;
}

/** Kernel memory in slabs, where the sockets' own cost is. */
export function readSlabBytes(): number {
  return lineValue(readFileSync("/proc/meminfo", "utf8"), "Slab") * 1024;
}

/** CPU a process used over a span, measured from `begin` to `end()`. */
export function watchCpu(
  pid: number,
): () => { cpuMs: number; userMs: number; shareOfCore: number; written: number } {
  const before = readFigures(pid);
  const startMs = performance.now();
  return () => {
    const after = readFigures(pid);
    const userMs = after.userMs - before.userMs;
    const cpuMs = userMs + after.systemMs - before.systemMs;
    const written = after.writtenBytes - before.writtenBytes;
    return { cpuMs, userMs, shareOfCore: cpuMs / (performance.now() - startMs), written };
  };
}

/** The index of messages begins three seconds after the start. */
const startMs = 4_000;
const watchMs = 2_000;
const quietShare = 0.02;
const quietMsMax = 90_000;

/** Waits until a server has done what it does after its start, as making the index of what was seeded. */
export async function untilQuiet(pid: number): Promise<void> {
  await Bun.sleep(startMs);
  for (const giveUpAt = performance.now() + quietMsMax; performance.now() < giveUpAt; ) {
    const endCpu = watchCpu(pid);
    await Bun.sleep(watchMs);
    if (endCpu().shareOfCore < quietShare) return;
  }
  throw new Error("the server does not become quiet");
}
