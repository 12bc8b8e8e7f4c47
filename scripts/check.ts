/**
 * `npm run check`: what a change must pass before it is worth looking at, in under a minute: types, lint, and the
 * tests that need no server, database or browser (the tidy rules among them).
 */
import { repositoryRoot, tryCommand } from "./command.ts";
import { runTests, summaryLine } from "./test-run.ts";

const fastTests = [
  "packages/protocol",
  "packages/sdk",
  "packages/web",
  "packages/server/src",
  "packages/bench",
  "scripts",
];

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
  const counts = await runTests(fastTests, {}, { workerCount: 1 });
  console.log(`\n${summaryLine(counts)}`);
  return counts.failed === 0 && [types, webTypes, lint].every((result) => result.exitCode === 0);
}

process.exit((await check()) ? 0 : 1);
