/**
 * `npm run binary [-- <file>]`: one self-contained executable, by default dist/parley, with the server, its engine
 * threads and the web client inside. It needs nothing but an operating system of the kind it was built on.
 */
import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { buildWebClientIfStale } from "./build-web.ts";
import { repositoryRoot } from "./command.ts";

const server = `${repositoryRoot}/packages/server/src`;

/** Returns the path of the executable. */
export async function buildBinary(file: string): Promise<string> {
  await buildWebClientIfStale();
  await mkdir(dirname(file), { recursive: true });
  const result = await Bun.build({
    // Every thread begins with a file of its own.
    entrypoints: [
      `${server}/main.ts`,
      ...new Bun.Glob("*-thread.ts").scanSync({ cwd: server, absolute: true }),
    ],
    // Keeps the two side by side, where main finds the thread.
    root: server,
    target: "bun",
    minify: { whitespace: true, syntax: true },
    compile: { outfile: file, assets: [`${repositoryRoot}/packages/web/dist`] },
  });
  if (!result.success) throw new Error(`The executable could not be built: ${result.logs.join("\n")}`);
  return file;
}

if (import.meta.main) {
  const file = resolve(process.argv[2] ?? `${repositoryRoot}/dist/parley`);
  console.log(await buildBinary(file));
}
