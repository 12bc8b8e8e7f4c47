/**
 * `npm start`: builds what is stale of the web client and of the executable, then becomes it. The server replaces this
 * process, so signals reach it directly and nothing of the build stays in memory.
 */
import { buildBinaryIfStale } from "./build-binary.ts";
import { endWithShell } from "./end-with-shell.ts";

async function start(): Promise<void> {
  endWithShell();
  const program = await buildBinaryIfStale();
  const argv = [program, ...process.argv.slice(2)];
  if (process.platform !== "win32" && process.execve !== undefined) {
    process.execve(program, argv, process.env);
  }
  const child = Bun.spawn(argv, { stdio: ["inherit", "inherit", "inherit"] });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  process.exit(await child.exited);
}

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
