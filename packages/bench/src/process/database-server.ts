/** The server of databases: the one that is given, or that of `scripts/services.ts`, stopped again if it did not run before. */
import { join } from "node:path";
import type { WorkloadContext } from "../workloads/workload.ts";
import { allCores, bunCommand, startChild } from "./children.ts";

async function services(command: "start" | "stop" | "url"): Promise<string> {
  const script = join(import.meta.dir, "..", "..", "..", "..", "scripts", "services.ts");
  const child = startChild(allCores, bunCommand(script, command));
  const timer = setTimeout(() => child.kill("SIGKILL"), 120_000);
  const text = await new Response(child.stdout).text();
  const exitCode = await child.exited;
  clearTimeout(timer);
  if (exitCode !== 0)
    throw new Error(`services ${command} failed: ${await new Response(child.stderr).text()}`);
  return /^PARLEY_TEST_POSTGRES_URL=(.*)$/m.exec(text)?.[1] ?? "";
}

export async function withDatabaseServer(
  { databaseUrl }: Pick<WorkloadContext, "databaseUrl">,
  work: (serverUrl: string) => Promise<void>,
): Promise<void> {
  const wasRunning = databaseUrl !== null || (await services("url")) !== "";
  const serverUrl = databaseUrl ?? (await services("start"));
  try {
    await work(serverUrl);
  } finally {
    if (!wasRunning) await services("stop");
  }
}
