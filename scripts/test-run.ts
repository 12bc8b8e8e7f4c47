/** One run of `bun test` over some folders, and its counts as the runner itself reports them. */
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { repositoryRoot } from "./command.ts";

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, in words: file, name and the beginning of the message. */
  readonly failures: readonly string[];
}

export const noTests: TestCounts = { passed: 0, failed: 0, skipped: 0, failures: [] };
const failureTextLengthMax = 2_000;

export function addCounts(left: TestCounts, right: TestCounts): TestCounts {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
    failures: [...left.failures, ...right.failures],
  };
}

/** Runs the test files, and those under the folders; output goes straight to the terminal. */
export async function runTests(
  paths: readonly string[],
  environment: Record<string, string>,
  options: { readonly workerCount: number },
): Promise<TestCounts> {
  const present = paths.filter((path) => existsSync(`${repositoryRoot}/${path}`));
  if (present.length === 0) return noTests;
  const reportFolder = await mkdtemp(`${tmpdir()}/parley-test-`);
  const report = `${reportFolder}/report.xml`;
  const child = Bun.spawn(
    [
      process.execPath,
      "test",
      ...(options.workerCount > 1 ? [`--parallel=${options.workerCount}`] : []),
      ...["--timeout", "60000", "--reporter", "junit", "--reporter-outfile", report],
      ...present.map((path) => (path.endsWith(".ts") ? `./${path}` : `./${path}/`)),
    ],
    { cwd: repositoryRoot, env: { ...process.env, ...environment }, stdio: ["ignore", "inherit", "inherit"] },
  );
  const exitCode = await child.exited;
  const xml = existsSync(report) ? await readFile(report, "utf8") : "";
  await rm(reportFolder, { recursive: true, force: true });
  return readCounts(xml, exitCode);
}

/**
 * Reads the counts from a JUnit report. A run that failed without a failing test (a file that does not load, a
 * crash) counts as one failure, so that it can never look like a success.
 */
export function readCounts(xml: string, exitCode: number): TestCounts {
  const root = /<testsuites\b[^>]*>/.exec(xml)?.[0] ?? "";
  const total = readAttribute(root, "tests");
  const failed = readAttribute(root, "failures") + readAttribute(root, "errors");
  const skipped = readAttribute(root, "skipped");
  const unseen = exitCode !== 0 && failed === 0 ? 1 : 0;
  const failures = readFailures(xml);
  if (unseen > 0) failures.push(`a run of tests ended with ${exitCode}, and no test says why`);
  return { passed: total - failed - skipped, failed: failed + unseen, skipped, failures };
}

function readFailures(xml: string): string[] {
  const cases = xml.matchAll(/(<testcase\b[^>]*>)\s*<(?:failure|error)\b[^>]*>([^<]*)/g);
  return [...cases].map(([, tag = "", text = ""]) => {
    const name = [readText(tag, "classname"), readText(tag, "name")]
      .filter((part) => part !== "")
      .join(" > ");
    return `${readText(tag, "file")}: ${name}\n${unescapeXml(text).slice(0, failureTextLengthMax)}`.trimEnd();
  });
}

function readText(tag: string, name: string): string {
  return unescapeXml(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "");
}

function unescapeXml(text: string): string {
  const characters: Record<string, string> = {
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    amp: "&",
    "#10": "\n",
  };
  return text.replaceAll(/&([a-z]+|#10);/g, (whole, name: string) => characters[name] ?? whole);
}

function readAttribute(tag: string, name: string): number {
  return Number(new RegExp(`\\b${name}="(\\d+)"`).exec(tag)?.[1] ?? 0);
}

/** What a test run ends with: one line `N passed, N failed`, and before it one that names skipped tests, if any. */
export function summaryLines(counts: TestCounts): string {
  const skipped = counts.skipped > 0 ? `${counts.skipped} skipped\n` : "";
  return `${skipped}${counts.passed} passed, ${counts.failed} failed`;
}
