/**
 * `npm test`: the whole suite. It sets up what the tests need (web client, PostgreSQL, Chromium), runs every
 * group even when an earlier one failed, and ends with one line `N passed, N failed`.
 */
import { existsSync } from "node:fs";
import { buildWebClientIfStale } from "./build-web.ts";
import { repositoryRoot, tryCommand } from "./command.ts";
import { requireChromium } from "./services/chromium.ts";
import { startServices, stopServices } from "./services.ts";
import { addCounts, noTests, runTests, summaryLines, type TestCounts } from "./test-run.ts";

const crashProgram = "packages/server/test/crash/main.ts";
/** Test files that run side by side: most wait for disks, timers and other processes. */
const workerCount = 2;
const crashKills = { sqlite: 20, postgres: 10 };

/** The tests of features, which run on SQLite with everything else, and once more on PostgreSQL. */
const featureTests = [
  "packages/sdk/test/real-server.test.ts",
  "packages/server/test/*.test.ts",
  "packages/server/test/{conformance,dialects}/*.test.ts",
];

interface Group {
  readonly title: string;
  readonly run: (environment: Record<string, string>) => Promise<TestCounts>;
}

const groups: readonly Group[] = [
  {
    title: "Units and features",
    run: (environment) => runTests(["packages", "scripts"], environment, { workerCount }),
  },
  // One at a time, because browsers and whole servers need the machine for themselves.
  {
    title: "End to end",
    run: (environment) => runTests(["e2e", "examples"], environment, { workerCount: 1 }),
  },
  {
    title: "Features on PostgreSQL (skipped: what is about the files of SQLite)",
    run: (environment) =>
      runTests(
        featureTests.flatMap((pattern) => [...new Bun.Glob(pattern).scanSync(repositoryRoot)].sort()),
        { ...environment, PARLEY_TEST_DATABASE: "postgres" },
        { workerCount },
      ),
  },
  { title: `Crash test on SQLite, ${crashKills.sqlite} kills`, run: () => runCrashTest("sqlite") },
  { title: `Crash test on PostgreSQL, ${crashKills.postgres} kills`, run: () => runCrashTest("postgres") },
];

async function runCrashTest(database: keyof typeof crashKills): Promise<TestCounts> {
  if (!existsSync(`${repositoryRoot}/${crashProgram}`)) return noTests;
  const result = await tryCommand(
    [process.execPath, crashProgram, "--database", database, "--kills", String(crashKills[database])],
    { isShown: true },
  );
  return result.exitCode === 0
    ? { ...noTests, passed: 1 }
    : { ...noTests, failed: 1, failures: [`${crashProgram} on ${database}`] };
}

async function testAll(): Promise<TestCounts> {
  await buildWebClientIfStale();
  const environment = { ...(await startServices()), PARLEY_TEST_CHROMIUM: await requireChromium() };
  let counts = noTests;
  try {
    for (const group of groups) {
      console.log(`\n== ${group.title}`);
      counts = addCounts(counts, await group.run(environment));
    }
  } finally {
    await stopServices();
  }
  return counts;
}

try {
  const counts = await testAll();
  // Once more at the end: what failed is far above by now.
  for (const failure of counts.failures) console.log(`\nfailed: ${failure}`);
  console.log(`\n${summaryLines(counts)}`);
  process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log(`\n${summaryLines({ ...noTests, failed: 1 })}`);
  process.exit(1);
}
