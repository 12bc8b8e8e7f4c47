/** Parley as a black box: a process started from its command line on a copy of seeded data, watched from outside. */
import { createServer } from "node:net";
import { join } from "node:path";
import type { WireTarget } from "../loader/wire-socket.ts";
import { type Child, endChild, killChild, serverCores, startChild } from "./children.ts";

/** The executable that `npm start` runs; `npm run bench` makes it anew first. */
export const parleyProgram = join(import.meta.dir, "..", "..", "..", "..", "dist", "parley");

export interface ServerOptions {
  readonly dataFolder: string;
  readonly cores?: string;
  readonly durability?: "full" | "normal";
  readonly databaseUrl?: string;
  /** Dialects it speaks besides its own protocol. */
  readonly dialects?: string;
  /** Port to listen on again, after a restart. */
  readonly port?: number;
}

const readyTimeoutMs = 30_000;

export class ParleyServer {
  readonly child: Child;
  readonly port: number;
  /** From the start of the process to its first answer that it is ready. */
  readonly readyMs: number;

  private constructor(child: Child, port: number, readyMs: number) {
    this.child = child;
    this.port = port;
    this.readyMs = readyMs;
  }

  get pid(): number {
    return this.child.pid;
  }

  get target(): WireTarget {
    return { hostname: "127.0.0.1", port: this.port, path: "/v1/connect" };
  }

  static async start(options: ServerOptions): Promise<ParleyServer> {
    const port = options.port ?? (await freePort());
    const startMs = performance.now();
    const child = startChild(options.cores ?? serverCores, [parleyProgram], {
      env: {
        PARLEY_HOST: "127.0.0.1",
        PARLEY_PORT: String(port),
        PARLEY_DATA: options.dataFolder,
        PARLEY_DURABILITY: options.durability ?? "full",
        PARLEY_DATABASE_URL: options.databaseUrl ?? "",
        PARLEY_DIALECTS: options.dialects ?? "",
        PARLEY_LOG_LEVEL: "warn",
        ...loadTestOptions,
      },
    });
    const output = collect(child);
    let exitCode: number | null = null;
    void child.exited.then((code) => {
      exitCode = code;
    });
    while (!(await isReady(port))) {
      if (exitCode !== null || performance.now() - startMs > readyTimeoutMs) {
        await killChild(child);
        throw new Error(
          `the server did not become ready (exit code ${exitCode}): ${output.text.slice(-2_000)}`,
        );
      }
      await Bun.sleep(5);
    }
    return new ParleyServer(child, port, performance.now() - startMs);
  }

  stop(): Promise<void> {
    return endChild(this.child, 12_000);
  }

  /** As a crash: kill -9. */
  kill(): Promise<void> {
    return killChild(this.child);
  }
}

/** Limits that exist against strangers are raised where the load comes from one address; nothing else is changed. */
export const loadTestOptions = {
  PARLEY_RATE_LIMIT_FACTOR: "0",
  PARLEY_GROUP_MEMBERS_MAX: "20000",
  PARLEY_PENDING_SOCKETS_PER_ADDRESS_MAX: "20000",
  PARLEY_ACCESS_TOKEN_TTL_MS: String(365 * 24 * 3_600_000),
};

/** Reads a child's output all the time, so that it never waits for a full pipe, and keeps its end. */
function collect(child: Child): { text: string } {
  const output = { text: "" };
  for (const stream of [child.stdout, child.stderr]) {
    void (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of stream) {
        output.text = (output.text + decoder.decode(chunk, { stream: true })).slice(-10_000);
      }
    })();
  }
  return output;
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200;
  } catch {
    return false;
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
