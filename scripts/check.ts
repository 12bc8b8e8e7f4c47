/**
 * `npm run check`: what a change must pass before it is worth looking at, in under a minute: types, lint, and the
 * tests that need no server, database, browser or build (the tidy rules among them).
 */
import { readFileSync } from "node:fs";
import { repositoryRoot, tryCommand } from "./command.ts";
import { runTests, summaryLines } from "./test-run.ts";

const foldersOfUnits = [
  "packages/protocol",
  "packages/sdk",
  "packages/web",
  "packages/server/src",
  "packages/bench",
  "scripts",
];
/** By these a test shows that it starts a server or builds the web client. */
const slowImports = /from "(?:vite|[^"]*\/test-server\.ts)"/;
const workerCount = 2;

/** A pattern goes into node_modules as well, where nothing is ours. */
function fastTests(): string[] {
  return foldersOfUnits
    .flatMap((folder) => [...new Bun.Glob(`${folder}/**/*.test.ts`).scanSync(repositoryRoot)])
    .filter((path) => !path.includes("node_modules/"))
    .filter((path) => !slowImports.test(readFileSync(`${repositoryRoot}/${path}`, "utf8")))
    .sort();
}

async function check(): Promise<boolean> {
  const binaries = `${repositoryRoot}/node_modules/.bin`;
  const [types, webTypes, lint] = await Promise.all([
    tryCommand([`${binaries}/tsc`, "--noEmit"]),
    tryCommand([`${binaries}/tsc`, "--noEmit", "-p", "packages/web"]),
    tryCommand([`${binaries}/biome`, "check", "--error-on-warnings"]),
  ]);
  for (const [title, result] of Object.entries({ types, webTypes, lint })) {
    console.log(`${title}: ${result.exitCode === 0 ? "good" : `failed\n${result.output}`}`);
  }
  const counts = await runTests(fastTests(), {}, { workerCount });
  console.log(`\n${summaryLines(counts)}`);
  return counts.failed === 0 && [types, webTypes, lint].every((result) => result.exitCode === 0);
}

process.exit((await check()) ? 0 : 1);
