/** The server as a child process, as an operator starts it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const main = join(import.meta.dir, "../../src/main.ts");

/** The process; its output so far, and its address once it said it was ready. */
export class Program {
  readonly process: Bun.Subprocess<"ignore", "pipe", "pipe">;
  output = "";
  readonly #read: Promise<unknown>;
  #watchers = new Set<() => void>();

  constructor(data: string, flags: readonly string[] = []) {
    const environment = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith("PARLEY_")),
    );
    this.process = Bun.spawn(
      [process.execPath, main, `--data=${data}`, "--port=0", "--rate-limit-factor=0", ...flags],
      {
        env: environment,
        stdin: "ignore",
        stdout: "pipe",
        stderr: "pipe",
      },
    );
    const { stdout, stderr } = this.process;
    this.#read = Promise.all([stdout, stderr].map((stream) => this.#keep(stream)));
  }

  async #keep(stream: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      this.output += decoder.decode(chunk, { stream: true });
      for (const watch of [...this.#watchers]) watch();
    }
  }

  /** The address it says it is ready at. */
  ready(): Promise<string> {
    return new Promise((resolve, reject) => {
      const watch = () => {
        const url = /is ready: (http\S+)\//.exec(this.output)?.[1];
        if (url === undefined) return;
        this.#watchers.delete(watch);
        resolve(url);
      };
      this.#watchers.add(watch);
      void this.process.exited.then(() => reject(new Error(`it ended: ${this.output}`)));
      watch();
    });
  }

  /** How it ended by itself: the code and the lines it said. */
  async failed(): Promise<{ code: number; lines: string[] }> {
    const code = await this.process.exited;
    // What it said last may be read after its end is told.
    await this.#read;
    return { code, lines: this.output.trim().split("\n") };
  }

  async stop(): Promise<number> {
    this.process.kill("SIGTERM");
    return this.process.exited;
  }
}

/** Whether a small disk can be made here, to fill it. */
export function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "parley-mount-"));
  const { exitCode } = Bun.spawnSync(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]);
  if (exitCode === 0) Bun.spawnSync(["umount", folder]);
  rmSync(folder, { recursive: true });
  return exitCode === 0;
}
