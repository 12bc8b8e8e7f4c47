/** Builds the web client when it was never built or its sources are newer than the build. */
import { repositoryRoot, tryCommand } from "./command.ts";
import { isStale } from "./stale.ts";

const webFolder = `${repositoryRoot}/packages/web`;

const builtPage = `${webFolder}/dist/index.html`;

const sources = [
  "packages/web/index.html",
  "packages/web/vite.config.ts",
  "packages/web/{src,public}/**/*",
  "packages/{sdk,protocol}/src/**/*",
  "package-lock.json",
];

/** Throws with the bundler's output when the build fails. */
export async function buildWebClientIfStale(): Promise<void> {
  if (!isStale(builtPage, sources)) return;
  console.log("Building the web client ...");
  const result = await tryCommand([process.execPath, "--bun", viteProgram, "build"], { cwd: webFolder });
  if (result.exitCode !== 0) throw new Error(`The web client could not be built.\n${result.output}`);
}

/** Vite runs under Bun as well, so the machine's own version of Node.js does not matter. */
export const viteProgram = `${repositoryRoot}/node_modules/vite/bin/vite.js`;
