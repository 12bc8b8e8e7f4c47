/**
 * `npm start`: builds the web client when needed, then becomes the server. The server replaces this process, so
 * signals reach it directly and nothing of the build stays in memory.
 */
import { buildWebClientIfStale } from "./build-web.ts";
import { repositoryRoot } from "./command.ts";

const server = `${repositoryRoot}/packages/server/src/main.ts`;

async function start(): Promise<void> {
  await buildWebClientIfStale();
  const argv = [process.execPath, server, ...process.argv.slice(2)];
  if (process.platform !== "win32" && process.execve !== undefined) {
    process.execve(process.execPath, argv, process.env);
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
