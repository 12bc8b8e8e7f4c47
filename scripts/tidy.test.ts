/**
 * The house style, held by a program: what STYLE.md says and can be checked is checked here over the whole
 * repository. Each rule is a function in scripts/tidy with a test of its own.
 */
import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { repositoryRoot } from "./command.ts";
import { findDeadFiles } from "./tidy/dead-files.ts";
import { findBrokenLinks, findMachineTraces, findUnexplainedDependencies } from "./tidy/documents.ts";
import { findForbiddenImports } from "./tidy/import-table.ts";
import { findCycles } from "./tidy/imports.ts";
import { findBadNames } from "./tidy/names.ts";
import { sourceFiles, textFiles } from "./tidy/repository.ts";
import { findLongFiles, findLongFunctions, findSpread } from "./tidy/sizes.ts";
import { describeFindings, type Finding } from "./tidy/source-file.ts";
import { checkSpecRules } from "./tidy/spec-rules.ts";
import { findBannedTokens } from "./tidy/tokens.ts";
import { uncitedRules } from "./tidy/uncited-rules.ts";

function expectNone(findings: readonly Finding[]): void {
  if (findings.length > 0) throw new Error(`\n${describeFindings(findings)}`);
}

/** Files that name the beginnings of programs by their path. */
const mentions = textFiles
  .filter(({ path }) => /(package\.json|\.html|vite\.config\.ts)$/.test(path) || isSpawner(path))
  .map(({ text }) => text);

function isSpawner(path: string): boolean {
  return /^(scripts\/[^/]+|packages\/bench\/src\/.*)\.ts$/.test(path);
}

test("the repository was read", () => {
  expect(sourceFiles.length).toBeGreaterThan(100);
});

test("imports follow the table", () => expectNone(findForbiddenImports(sourceFiles)));
test("no imports in a circle", () => expectNone(findCycles(sourceFiles)));
test("no file is too long", () => expectNone(findLongFiles(sourceFiles)));
test("most files are short", () => expectNone(findSpread(sourceFiles)));
test("no function is too long", () => expectNone(findLongFunctions(sourceFiles)));
test("no banned token", () => expectNone(findBannedTokens(sourceFiles)));
test("names say what things are, in our words", () => expectNone(findBadNames(sourceFiles)));
test("no dead file", () => expectNone(findDeadFiles(sourceFiles, mentions)));
test("no trace of one machine or registry", () => expectNone(findMachineTraces(textFiles)));

test("every dependency is explained", () => expectNone(findUnexplainedDependencies(textFiles)));

test("no broken link in a document", () => {
  expectNone(findBrokenLinks(textFiles, (path) => existsSync(`${repositoryRoot}/${path}`)));
});

test("tests cite rules that exist, and every rule but the listed ones", () => {
  const { uncited, unknown } = checkSpecRules(textFiles);
  expectNone(unknown);
  if (uncitedRules.length > 0) console.warn(`Rules without a test: ${uncitedRules.join(", ")}`);
  expect(uncited).toEqual([...uncitedRules]);
});
