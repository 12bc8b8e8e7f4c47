/** The built server as a process of its own, on an empty data folder and a free port. */
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWebClientIfStale } from "../../scripts/build-web.ts";

const root = new URL("../..", import.meta.url).pathname;
const startTimeoutMs = 20_000;

export interface TestServer {
  readonly url: string;
  /** The one-time code it printed. */
  readonly setupCode: string;
  readonly dataFolder: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** A port nobody listens on at this moment. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

export interface ServerOptions {
  /** What people who are no contacts may write. Default anything: most tests are not about it. */
  strangerMessages?: "none" | "one" | "unlimited";
  /** Further options, by the names of their environment variables. */
  environment?: Readonly<Record<string, string>>;
}

export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  await buildWebClientIfStale();
  const data = await mkdtemp(join(tmpdir(), "parley-e2e-"));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const server = Bun.spawn([process.execPath, "packages/server/src/main.ts"], {
    cwd: root,
    env: {
      ...process.env,
      PARLEY_DATA: data,
      PARLEY_PORT: String(port),
      PARLEY_HOST: "127.0.0.1",
      PARLEY_STRANGER_MESSAGES: options.strangerMessages ?? "unlimited",
      ...options.environment,
    },
    stdout: "pipe",
    stderr: "pipe",
  });
  const setupCode = await readSetupCode(server.stdout);
  return {
    url,
    setupCode,
    dataFolder: data,
    pid: server.pid,
    stop: async () => {
      server.kill("SIGTERM");
      await server.exited;
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Reads what the server prints until it is ready and has said its code. */
async function readSetupCode(output: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let said = "";
  const deadline = AbortSignal.timeout(startTimeoutMs);
  for await (const chunk of output) {
    said += decoder.decode(chunk, { stream: true });
    const code = /setup code[^\n]*: (\S+)/i.exec(said)?.[1];
    if (code !== undefined) return code;
    if (deadline.aborted) break;
  }
  throw new Error(`The server did not start. It said:\n${said}`);
}
