/**
 * `npm run binary [-- <file>]`: one self-contained executable, by default dist/parley, with the server, its engine
 * threads and the web client inside. It needs nothing but an operating system of the kind it was built on. What
 * `npm start` runs is the same (docs/adr/0006-one-executable.md).
 */
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { buildWebClientIfStale } from "./build-web.ts";
import { repositoryRoot } from "./command.ts";
import { isStale } from "./stale.ts";

const server = `${repositoryRoot}/packages/server/src`;
const defaultFile = `${repositoryRoot}/dist/parley`;

const sources = [
  "scripts/build-binary.ts",
  "packages/{server,protocol}/src",
  "packages/{server,protocol}/src/**/*",
  "packages/web/dist/**/*",
  "package-lock.json",
];

/** The executable where `npm run binary` puts it, made anew where something it holds has changed. */
export async function buildBinaryIfStale(): Promise<string> {
  await buildWebClientIfStale();
  if (!isStale(defaultFile, sources)) return defaultFile;
  console.log("Building the server ...");
  return await buildBinary(defaultFile);
}

/** Returns the path of the executable. */
export async function buildBinary(file: string): Promise<string> {
  await buildWebClientIfStale();
  // Takes its place at once when it is whole: another start may run the one that lies there.
  const building = `${file}-${process.pid}.building`;
  const unfinished = `${building}/${basename(file)}`;
  await mkdir(building, { recursive: true });
  await removeAbandoned(file);
  try {
    const result = await Bun.build({
      // Every thread begins with a file of its own.
      entrypoints: [
        `${server}/main.ts`,
        ...new Bun.Glob("*-thread.ts").scanSync({ cwd: server, absolute: true }),
      ],
      // Keeps them side by side, where main finds its threads.
      root: server,
      target: "bun",
      format: "esm",
      // What several threads run is inside once, and is parsed now instead of at every start.
      splitting: true,
      bytecode: true,
      minify: { whitespace: true, syntax: true },
      sourcemap: "inline",
      compile: { outfile: unfinished, assets: [`${repositoryRoot}/packages/web/dist`] },
    });
    if (!result.success) throw new Error(`The executable could not be built: ${result.logs.join("\n")}`);
    await rename(unfinished, file);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return file;
}

/** A build that was interrupted has left its folder, which is as large as the executable. */
async function removeAbandoned(file: string): Promise<void> {
  for (const name of await readdir(dirname(file))) {
    const pid = Number(/-(\d+)\.building$/.exec(name)?.[1] ?? process.pid);
    if (!isRunning(pid)) await rm(`${dirname(file)}/${name}`, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

if (import.meta.main) console.log(await buildBinary(resolve(process.argv[2] ?? defaultFile)));
