/**
 * PostgreSQL for the tests: on loopback, on a port and in a folder of its own, as an unprivileged user, with
 * fsync on as in production. It has nothing to do with any PostgreSQL the machine runs for itself.
 * Invariant: the folder's postmaster.pid decides whether it runs; nothing is ever ended by name.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { appendFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { isRoot, runCommand, tryCommand } from "../command.ts";
import { requireProgram } from "./debian-packages.ts";
import { serviceFolder } from "./service-folder.ts";

const databaseName = "parley";
const userName = "parley";
const connectionsMax = 200;

export interface PostgresServer {
  readonly name: string;
  /** Returns the URL of a running server; starts it when it is not, always on the same port. */
  readonly start: () => Promise<string>;
  /** Stops it, when it runs, and keeps its data for the next start. */
  readonly stop: () => Promise<void>;
  /** Ends all of its processes at once, as a crash does. It runs again after the next start. */
  readonly kill: () => Promise<void>;
  /** The URL while it runs, otherwise null. */
  readonly url: () => Promise<string | null>;
  /** Stops it and removes its data. */
  readonly remove: () => Promise<void>;
}

/** The one that all tests share. */
export const postgres: PostgresServer = postgresServer("postgres");

/** A server by its name: one for each working copy. */
export function postgresServer(name: string): PostgresServer {
  const folder = () => serviceFolder(name, unprivilegedUser());
  const url = async () => {
    const running = await runningServer(await folder());
    return running === null ? null : connectionUrl(running.port);
  };
  const stop = async () => stopIn(await folder());
  let port: number | null = null;
  return {
    name,
    url,
    stop,
    async start() {
      const running = await url();
      if (running !== null) return running;
      port ??= await freePort();
      return startIn(await folder(), port);
    },
    kill: async () => killIn(await folder()),
    async remove() {
      await stop();
      await rm(await folder(), { recursive: true, force: true });
    },
  };
}

async function startIn(folder: string, port: number): Promise<string> {
  const binaries = await postgresBinaries();
  const data = `${folder}/data`;
  const as = asUser(unprivilegedUser());
  if (!existsSync(`${data}/PG_VERSION`)) await initialise(binaries, data, as);
  await runCommand(
    [
      ...as,
      `${binaries}/pg_ctl`,
      "start",
      ...["-w", "-t", "60", "-D", data, "-l", `${folder}/log`],
      ...["-o", `-c port=${port}`],
    ],
    { cwd: folder },
  );
  const address = connectionUrl(port);
  const created = await tryCommand([
    ...as,
    `${binaries}/createdb`,
    ...["-h", "127.0.0.1", "-p", String(port), "-U", userName, databaseName],
  ]);
  if (created.exitCode !== 0 && !created.output.includes("already exists")) throw new Error(created.output);
  return address;
}

async function stopIn(folder: string): Promise<void> {
  if ((await runningServer(folder)) === null) return;
  const as = asUser(unprivilegedUser());
  const binaries = await postgresBinaries();
  await runCommand([...as, `${binaries}/pg_ctl`, "stop", "-m", "fast", "-w", "-D", `${folder}/data`], {
    cwd: folder,
  });
}

/** The first process goes first, so that it starts no other; a new one waits until all of them are gone. */
async function killIn(folder: string): Promise<void> {
  const running = await runningServer(folder);
  if (running === null) throw new Error("There is no PostgreSQL to kill.");
  const pids = [running.pid, ...childrenOf(running.pid)];
  for (const pid of pids) endProcess(pid);
  while (pids.some(isAlive)) await Bun.sleep(5);
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function childrenOf(pid: number): number[] {
  const task = `/proc/${pid}/task/${pid}/children`;
  return existsSync(task) ? readFileSync(task, "utf8").trim().split(" ").filter(Boolean).map(Number) : [];
}

async function initialise(binaries: string, data: string, as: readonly string[]): Promise<void> {
  await rm(data, { recursive: true, force: true });
  await runCommand([
    ...as,
    `${binaries}/initdb`,
    ...["-D", data, "-U", userName, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
  ]);
  const settings = [
    "listen_addresses = '127.0.0.1'",
    "unix_socket_directories = ''",
    `max_connections = ${connectionsMax}`,
    "fsync = on",
    "synchronous_commit = on",
    "shared_buffers = 128MB",
  ];
  await appendFile(`${data}/postgresql.conf`, `\n${settings.join("\n")}\n`);
}

/** Line 1 of postmaster.pid is the process, line 4 the port. */
async function runningServer(folder: string): Promise<{ pid: number; port: number } | null> {
  const pidFile = `${folder}/data/postmaster.pid`;
  if (!existsSync(pidFile)) return null;
  const lines = readFileSync(pidFile, "utf8").split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return isAlive(pid) && (await accepts(port)) ? { pid, port } : null;
}

function isAlive(pid: number): boolean {
  return Number.isInteger(pid) && pid > 0 && (process.platform !== "linux" || existsSync(`/proc/${pid}`));
}

async function accepts(port: number): Promise<boolean> {
  try {
    const socket = await Bun.connect({ hostname: "127.0.0.1", port, socket: { data: () => undefined } });
    socket.end();
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("No free port was given."));
        else resolve(address.port);
      });
    });
  });
}

function connectionUrl(port: number): string {
  return `postgres://${userName}@127.0.0.1:${port}/${databaseName}`;
}

async function postgresBinaries(): Promise<string> {
  const initdb = await requireProgram({
    title: "PostgreSQL 15 or later",
    debianPackage: "postgresql",
    find: findInitdb,
  });
  return initdb.slice(0, initdb.lastIndexOf("/"));
}

/** Debian keeps each major version in a folder of its own; elsewhere the programs are on the path. */
function findInitdb(): string | null {
  const versions = "/usr/lib/postgresql";
  if (existsSync(versions)) {
    const newest = readdirSync(versions)
      .filter((name) => Number(name) >= 15 && existsSync(`${versions}/${name}/bin/initdb`))
      .sort((left, right) => Number(right) - Number(left))[0];
    if (newest !== undefined) return `${versions}/${newest}/bin/initdb`;
  }
  return Bun.which("initdb");
}

/** PostgreSQL refuses to run as root; as anybody else it runs as oneself. */
function unprivilegedUser(): string | null {
  if (!isRoot) return null;
  const names = readFileSync("/etc/passwd", "utf8");
  return /^postgres:/m.test(names) ? "postgres" : "nobody";
}

function asUser(user: string | null): readonly string[] {
  return user === null ? [] : ["runuser", "-u", user, "--"];
}
