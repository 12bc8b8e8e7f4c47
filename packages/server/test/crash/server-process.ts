/** The real server as a child process: started, killed without warning, started again on the same folder. */
import { join } from "node:path";
import type { Subprocess } from "bun";

const program = join(import.meta.dir, "../../src/main.ts");

/** A day: no token of the test ends within it. */
const tokenTtlMs = 24 * 3_600_000;

export interface ServerOptions {
  readonly folder: string;
  /** Empty: SQLite in the folder. */
  readonly databaseUrl: string;
  /** Another program than this repository's server, such as a copy that was broken on purpose. */
  readonly program: string | null;
}

export class ServerProcess {
  readonly #options: ServerOptions;
  #child: Subprocess<"ignore", "pipe", "pipe"> | null = null;
  /** What the servers wrote about themselves besides being ready. */
  readonly complaints: string[] = [];
  /** With it somebody becomes the first administrator; the first start of a folder tells it. */
  readonly setupCode = Promise.withResolvers<string>();

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  /** Starts it; does not wait. */
  spawn(): void {
    const { databaseUrl, folder } = this.#options;
    this.#child = Bun.spawn([process.execPath, this.#options.program ?? program], {
      env: {
        ...process.env,
        PARLEY_DATA: folder,
        PARLEY_PORT: "0",
        PARLEY_RATE_LIMIT_FACTOR: "0",
        PARLEY_STRANGER_MESSAGES: "unlimited",
        PARLEY_ACCESS_TOKEN_TTL_MS: String(tokenTtlMs),
        PARLEY_PENDING_SOCKETS_PER_ADDRESS_MAX: "1000",
        PARLEY_LOG_LEVEL: "warn",
        PARLEY_OUTGOING_ALLOWED_HOSTS: "127.0.0.1",
        PARLEY_WEBHOOK_TIMEOUT_MS: "300",
        PARLEY_WEBHOOK_RETRY_MS: "20",
        ...(databaseUrl === "" ? {} : { PARLEY_DATABASE_URL: databaseUrl }),
      },
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
    });
    void this.#collect(this.#child);
  }

  /** Its address. Throws when it ends instead of becoming ready. */
  async ready(): Promise<string> {
    const child = this.#running();
    const url = await new Promise<string | null>((resolve) => void this.#read(child.stdout, resolve));
    if (url !== null) return url;
    const last = this.complaints.slice(-5).join(" ");
    throw new Error(`the server did not start (${await child.exited}): ${last}`);
  }

  async kill(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.#running();
    child.kill(signal);
    await child.exited;
    this.#child = null;
  }

  #running(): Subprocess<"ignore", "pipe", "pipe"> {
    if (this.#child === null) throw new Error("no server runs");
    return this.#child;
  }

  async #collect(child: Subprocess<"ignore", "pipe", "pipe">): Promise<void> {
    const text = await new Response(child.stderr).text();
    this.complaints.push(...text.split("\n").filter((line) => line !== ""));
  }

  /** Answers the address the server prints, null when it ends without one. Reads on to the end: a closed pipe would kill it. */
  async #read(output: ReadableStream<Uint8Array>, answer: (url: string | null) => void): Promise<void> {
    const decoder = new TextDecoder();
    let text = "";
    for await (const chunk of output) {
      text += decoder.decode(chunk, { stream: true });
      const url = /ready: (\S+?)\/?\n/.exec(text)?.[1];
      if (url !== undefined) answer(url);
      const code = /Setup code .*: (\S+)\n/.exec(text)?.[1];
      if (code !== undefined) this.setupCode.resolve(code);
    }
    answer(null);
  }
}
