/**
 * Memory that was freed is kept for a few seconds before the operating system gets it back: who connects, reads a page
 * or sends a burst frees and takes the same pages again and again, and each page given back costs a fault to be cleared
 * anew (25 of them a client that connects, a fifth of the server's time). The allocator reads this when a process begins.
 */
const variable = "MIMALLOC_PURGE_DELAY";
const keptMs = 5_000;

/** Where the process began without, it begins again in its own place: it has done nothing yet (RUN-16). */
export function keepFreedMemory(environment: Readonly<Record<string, string | undefined>>): void {
  if (process.platform !== "linux" || process.execve === undefined) return;
  if (environment[variable] !== undefined) return;
  const program = Bun.isStandaloneExecutable ? [] : [...process.execArgv, process.argv[1] ?? ""];
  process.execve(process.execPath, [process.execPath, ...program, ...process.argv.slice(2)], {
    ...environment,
    [variable]: String(keptMs),
  });
}
