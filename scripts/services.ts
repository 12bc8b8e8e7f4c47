/**
 * Databases for the tests: `npx bun scripts/services.ts start | stop | url`.
 * `start` prints lines `NAME=value` that the tests read from the environment; starting twice is harmless.
 */
import { mkdir, rmdir } from "node:fs/promises";
import { postgres } from "./services/postgres.ts";
import { serviceFolder } from "./services/service-folder.ts";

interface Service {
  readonly name: string;
  /** Starts it unless it runs, and returns its URL. */
  readonly start: () => Promise<string>;
  readonly stop: () => Promise<void>;
  readonly url: () => Promise<string | null>;
}

/** Environment name by which the tests find each service. */
const services = { PARLEY_TEST_POSTGRES_URL: postgres } as const satisfies Record<string, Service>;

/** Starts every service and returns the environment the tests need. */
export async function startServices(): Promise<Record<string, string>> {
  const environment: Record<string, string> = {};
  for (const [variable, service] of Object.entries(services)) {
    environment[variable] = await withLock(service.name, service.start);
  }
  return environment;
}

export async function stopServices(): Promise<void> {
  for (const service of Object.values(services)) await withLock(service.name, service.stop);
}

/** Two callers at once would both initialise the same folder; the second waits instead. */
async function withLock<T>(name: string, action: () => Promise<T>): Promise<T> {
  const lock = `${await serviceFolder(`${name}-lock`, null)}/held`;
  const deadline = performance.now() + 120_000;
  while (!(await tryMakeFolder(lock))) {
    if (performance.now() > deadline)
      throw new Error(`Another start of ${name} holds ${lock}. Remove it if none runs.`);
    await Bun.sleep(200);
  }
  try {
    return await action();
  } finally {
    await rmdir(lock);
  }
}

async function tryMakeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function main(command: string | undefined): Promise<number> {
  if (command === "start") {
    for (const [variable, url] of Object.entries(await startServices())) console.log(`${variable}=${url}`);
    return 0;
  }
  if (command === "stop") {
    await stopServices();
    return 0;
  }
  if (command === "url") {
    for (const [variable, service] of Object.entries(services)) {
      console.log(`${variable}=${(await service.url()) ?? ""}`);
    }
    return 0;
  }
  console.error("Usage: npx bun scripts/services.ts start | stop | url");
  return 2;
}

if (import.meta.main) process.exit(await main(process.argv[2]));
