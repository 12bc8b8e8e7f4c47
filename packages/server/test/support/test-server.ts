/** A whole server in this process, with its threads, on a folder, a database and a port of its own. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SignedIn } from "@parley/protocol";
import { type RunningServer, startServer } from "../../src/app.ts";
import { loadConfig } from "../../src/config/load-config.ts";
import { createLog } from "../../src/observe/log.ts";
import { createFeatureDatabase } from "./feature-database.ts";
import { freePort } from "./free-port.ts";
import { RawClient } from "./raw-client.ts";

export interface TestServer {
  readonly url: string;
  readonly setupCode: string | null;
  readonly folder: string;
  /** What the server logged. */
  readonly logLines: readonly string[];
  /** Calls over HTTP; the body and the status. */
  post(operation: string, args: unknown, token?: string): Promise<HttpAnswer>;
  /** Registers somebody new. */
  newUser(name?: string): Promise<SignedIn>;
  /** A socket that has said hello. */
  connect(user: SignedIn): Promise<RawClient>;
  /** A socket that has said nothing. */
  open(): Promise<RawClient>;
  /** Runs one statement on its database behind its back; both databases must understand it. */
  runStatement(statement: string): Promise<void>;
  /** The next record written to a named stream. */
  record(stream: string): Promise<object>;
  /** The rows one answers. */
  rows(statement: string): Promise<Record<string, unknown>[]>;
  /** The rows one answers of the index of messages. */
  searchRows(statement: string): Promise<Record<string, unknown>[]>;
  /** With other options, until it is started again. */
  restart(changed?: Record<string, string | number>): Promise<void>;
  /** Stops it until `restart`. */
  pause(): Promise<void>;
  stop(): Promise<void>;
}

export interface HttpAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at answers of every shape, wrong ones included
  readonly body: any;
}

/** No limits, and everybody takes messages of everybody: what most tests are not about. */
const standardOptions = { rateLimitFactor: 0, strangerMessages: "unlimited" };

let counter = 0;

/** `options` are the server's, by their names. */
export async function startTestServer(options: Record<string, string | number> = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), "parley-test-"));
  const database = await createFeatureDatabase(folder);
  const logLines: string[] = [];
  const records = recordKeeper();
  const port = await freePort();
  const start = (changed: Record<string, string | number> = {}) =>
    startRunning(folder, { port, databaseUrl: database.url, ...options, ...changed }, logLines, records.keep);
  let running = await start();
  const url = running.url.href.replace(/\/$/, "");
  const open = () => RawClient.open(`${url.replace("http", "ws")}/v1/connect`);

  async function post(operation: string, args: unknown, token?: string): Promise<HttpAnswer> {
    const response = await fetch(`${url}/v1/${operation}`, {
      method: "POST",
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      body: typeof args === "string" ? args : JSON.stringify(args),
    });
    return { status: response.status, body: await response.json() };
  }

  let isPaused = false;
  async function pause(): Promise<void> {
    if (!isPaused) await running.stop();
    isPaused = true;
  }

  return {
    url,
    setupCode: running.setupCode,
    folder,
    logLines,
    post,
    async newUser(name = "user") {
      const username = `${name}_${process.pid}_${counter++}`;
      const { body, status } = await post("account.register", { username, password: "correct horse" });
      if (status !== 200) throw new Error(`registration failed: ${JSON.stringify(body)}`);
      return body;
    },
    async connect(user) {
      const client = await open();
      await client.hello(user.accessToken);
      return client;
    },
    open,
    record: records.next,
    runStatement: database.run,
    rows: database.rows,
    searchRows: database.searchRows,
    pause,
    async restart(changed) {
      await pause();
      running = await start(changed);
      isPaused = false;
    },
    async stop() {
      await pause();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startRunning(
  folder: string,
  options: Record<string, string | number>,
  logLines: string[],
  onRecord: (stream: string, record: object) => void,
): Promise<RunningServer> {
  const flags = Object.entries({ data: folder, host: "127.0.0.1", ...standardOptions, ...options });
  const { config } = loadConfig({
    environment: {},
    arguments: flags.map(
      ([name, value]) => `--${name.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}=${value}`,
    ),
    readFile: () => null,
  });
  return startServer({
    config,
    log: createLog(
      config.logLevel,
      () => 0,
      (line) => logLines.push(line),
    ),
    assets: new Map(),
    onRecord,
    onBroken(message) {
      throw new Error(`the engine broke: ${message}`);
    },
  });
}

/** Keeps what is written to streams until somebody asks for it. */
function recordKeeper() {
  const kept = new Map<string, object[]>();
  const watchers = new Set<() => void>();
  return {
    keep(stream: string, record: object) {
      kept.set(stream, [...(kept.get(stream) ?? []), record]);
      for (const watch of watchers) watch();
    },
    async next(stream: string): Promise<object> {
      for (;;) {
        const [first, ...rest] = kept.get(stream) ?? [];
        if (first !== undefined) {
          kept.set(stream, rest);
          return first;
        }
        await new Promise<void>((resolve) => {
          const watch = () => {
            watchers.delete(watch);
            resolve();
          };
          watchers.add(watch);
        });
      }
    },
  };
}
