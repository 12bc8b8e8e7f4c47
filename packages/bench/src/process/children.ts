/**
 * The processes a run starts. Owns: pinning them to cores, knowing every one of them. Invariant: whatever happens, each
 * is ended by its own id, by this process or, when this one is killed, by the one that started it and was told the ids.
 */
import { existsSync } from "node:fs";
import { cpus } from "node:os";

export const serverCores = "0";
export const loaderCores = "1";
export const allCores = "0,1";

/** Counts the machine's cores, not those this process is pinned to. */
const canPin = existsSync("/usr/bin/taskset") && cpus().length > 1;

export interface ChildOptions {
  readonly env?: Record<string, string>;
  readonly cwd?: string;
}

export type Child = Bun.Subprocess<"ignore", "pipe", "pipe">;

const running = new Set<Child>();

export function pinned(cores: string, command: readonly string[]): string[] {
  return canPin ? ["taskset", "-c", cores, ...command] : [...command];
}

export function bunCommand(script: string, ...args: string[]): string[] {
  return [process.execPath, script, ...args];
}

export function startChild(cores: string, command: readonly string[], options: ChildOptions = {}): Child {
  const child = Bun.spawn(pinned(cores, command), {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    env: { ...process.env, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  running.add(child);
  process.send?.({ kind: "started", pid: child.pid });
  void child.exited.then(() => {
    running.delete(child);
    process.send?.({ kind: "ended", pid: child.pid });
  });
  return child;
}

/** Ends a child: asks first, then, after the given time, does not ask. */
export async function endChild(child: Child, graceMs = 5_000): Promise<void> {
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
  await child.exited;
  clearTimeout(timer);
}

export async function killChild(child: Child): Promise<void> {
  child.kill("SIGKILL");
  await child.exited;
}

export async function endAllChildren(): Promise<void> {
  await Promise.all([...running].map((child) => endChild(child, 2_000)));
}

/** The first line a child prints, as JSON: how small helper servers tell their port. */
export async function firstLine<T>(child: Child, timeoutMs = 10_000): Promise<T> {
  const reader = child.stdout.getReader();
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  let text = "";
  const decoder = new TextDecoder();
  try {
    while (!text.includes("\n")) {
      const { done, value } = await reader.read();
      if (done) throw new Error(`a child ended early: ${text}${await new Response(child.stderr).text()}`);
      text += decoder.decode(value, { stream: true });
    }
    return JSON.parse(text.slice(0, text.indexOf("\n"))) as T;
  } finally {
    clearTimeout(timer);
    reader.releaseLock();
  }
}
