/** Where and of what a run was made: numbers without it say nothing. */
import { execFileSync } from "node:child_process";
import { cpus, release, totalmem } from "node:os";

export interface RunOrigin {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly kernel: string;
  readonly bun: string;
  readonly commit: string;
  readonly hasUncommittedChanges: boolean;
  readonly command: string;
  readonly startedAt: string;
}

function git(...args: string[]): string {
  try {
    return execFileSync("git", args, {
      cwd: import.meta.dir,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return "";
  }
}

export function describeRun(command: string): RunOrigin {
  const processors = cpus();
  return {
    cpu: processors[0]?.model ?? "unknown",
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    bun: Bun.version,
    commit: git("rev-parse", "HEAD").trim() || "unknown",
    hasUncommittedChanges: git("status", "--porcelain", "--untracked-files=no").trim() !== "",
    command,
    startedAt: new Date().toISOString(),
  };
}
