/** Runs other programs for the scripts: waits for them, and tells plainly when one fails. */

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  /** Show the program's output instead of keeping it. */
  readonly isShown?: boolean;
}

export interface CommandResult {
  readonly exitCode: number;
  /** Standard output and error, empty when shown. */
  readonly output: string;
}

/** Never throws for a failing program; a program that does not exist has exit code 127. */
export async function tryCommand(
  argv: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const [program, ...rest] = argv;
  const path = program === undefined ? null : Bun.which(program);
  if (path === null) return { exitCode: 127, output: `${program}: not found` };
  const stream = options.isShown ? "inherit" : "pipe";
  const child = Bun.spawn([path, ...rest], {
    cwd: options.cwd ?? repositoryRoot,
    env: { ...process.env, ...options.env },
    stdin: "ignore",
    stdout: stream,
    stderr: stream,
  });
  const [out, error] = await Promise.all([readAll(child.stdout), readAll(child.stderr)]);
  return { exitCode: await child.exited, output: out + error };
}

/** Throws an error that holds the program's output when it fails. */
export async function runCommand(argv: readonly string[], options: CommandOptions = {}): Promise<string> {
  const result = await tryCommand(argv, options);
  if (result.exitCode !== 0) {
    throw new Error(`${argv.join(" ")} ended with exit code ${result.exitCode}.\n${result.output}`.trimEnd());
  }
  return result.output;
}

export const repositoryRoot = new URL("..", import.meta.url).pathname.replace(/\/$/, "");

export const isRoot = process.getuid?.() === 0;

function readAll(stream: ReadableStream<Uint8Array> | number | undefined): Promise<string> {
  return stream instanceof ReadableStream ? new Response(stream).text() : Promise.resolve("");
}
