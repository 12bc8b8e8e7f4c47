/** The program `parley`: reads the command line, starts the server, and ends as the operating system asks. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startServer } from "./app.ts";
import { loadKeys } from "./auth/keys.ts";
import { configText, helpText } from "./config/describe-config.ts";
import { ConfigError, type LoadedConfig, loadConfig } from "./config/load-config.ts";
import type { Config } from "./config/options.ts";
import { lockDataFolder } from "./data-folder-lock.ts";
import { keepFreedMemory } from "./kept-memory.ts";
import { createLog } from "./observe/log.ts";
import { systemClock } from "./platform.ts";
import { folderError, StartError } from "./store/start-error.ts";
import { type Assets, readAssets } from "./transport/static-files.ts";
import { assetsAt } from "./transport/web-home.ts";
import { version } from "./version.ts";

/** Of the command line or the configuration. */
const exitUsage = 2;
/** The server could not start, or had to give up. */
const exitFailure = 1;

const stopSignals = ["SIGTERM", "SIGINT"] as const;

// Nobody listens any more, as after `parley | head -1`: that is no reason to stop serving (RUN-11).
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  try {
    await runCommand(args);
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof StartError)) throw error;
    process.stderr.write(`parley: ${error.message}\n`);
    process.exit(error instanceof ConfigError ? exitUsage : exitFailure);
  }
}

async function runCommand(args: readonly string[]): Promise<void> {
  const [command = "start", ...rest] = args;
  if (command === "help" || args.includes("--help")) process.stdout.write(helpText());
  else if (command === "version" || command === "--version") process.stdout.write(`parley ${version}\n`);
  else if (command === "config") process.stdout.write(configText(configOf(withoutShow(rest))));
  else if (command === "seed") await seed(configOf([]).config, rest);
  else if (command === "compact") await compact(configOf(rest).config);
  else if (command === "start") await start(configOf(rest));
  else if (command.startsWith("-")) await start(configOf(args));
  else throw new ConfigError(`Unknown command ${command}. See --help.`);
}

function withoutShow([subcommand, ...rest]: readonly string[]): readonly string[] {
  if (subcommand !== "show") throw new ConfigError("Say `parley config show`.");
  return rest;
}

function configOf(args: readonly string[]): LoadedConfig {
  return loadConfig({
    environment: process.env,
    arguments: args,
    readFile(folder) {
      const path = join(folder, "parley.toml");
      return existsSync(path) ? { path, text: readText(folder, path) } : null;
    },
  });
}

function readText(folder: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw folderError(folder, error);
  }
}

async function start({ config }: LoadedConfig): Promise<void> {
  keepFreedMemory(process.env);
  const log = createLog(config.logLevel, systemClock.now, (line) => process.stderr.write(line));
  const server = await startServer({
    config,
    log,
    assets: await assetsAt(config.webPath, webAssets()),
    onBroken(message) {
      // What the disk holds is unknown now; a new process reads it anew (F-05). Nothing unanswered was promised.
      log.error("engine broken", { error: message });
      process.exit(exitFailure);
    },
  });
  process.stdout.write(`Parley ${version} is ready: ${server.url.href}\n`);
  if (server.setupCode !== null) {
    process.stdout.write(`Setup code for the first administrator (once): ${server.setupCode}\n`);
    process.stdout.write('Open the address, choose "I have a setup code" and enter it.\n');
  }
  let isStopping = false;
  for (const signal of stopSignals) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      void server.stop().then(() => process.exit(0));
    });
  }
}

/** Takes out of the database files what was erased and still lies in them. */
async function compact(config: Config): Promise<void> {
  const { compactStore } = await import("./compose-engine.ts");
  const unlock = lockDataFolder(config.data);
  for (const { path, bytesBefore, bytesAfter } of compactStore(config)) {
    process.stdout.write(`${path}: ${bytesBefore} bytes before, ${bytesAfter} after\n`);
  }
  unlock();
}

/** Fills a store for load tests. */
async function seed(config: Config, words: readonly string[]): Promise<void> {
  const { runSeed } = await import("./seed/seed-command.ts");
  const { enginePorts, openStore } = await import("./compose-engine.ts");
  const keys = loadKeys(config.data);
  const unlock = lockDataFolder(config.data);
  await runSeed(words, async () => ({
    store: await openStore(config, (error) => {
      throw error;
    }),
    ports: enginePorts(config, keys),
  }));
  unlock();
}

/**
 * The built web client: beside this package, or inside the executable (scripts/build-binary.ts). A server without one
 * is still a server.
 */
function webAssets(): Assets {
  const folders = ["../../web/dist", "dist"].map((folder) => join(import.meta.dir, folder));
  const folder = folders.find((candidate) => existsSync(candidate));
  return folder === undefined ? new Map() : readAssets(folder);
}
