/** Files nothing leads to: neither a program's start nor a test. */
import { importsOf } from "./imports.ts";
import { type Finding, isTestFile, type SourceFile } from "./source-file.ts";

/** Where programs begin, besides tests and the files that package.json and HTML pages name. */
const entries = [
  /^packages\/[a-z]+\/src\/(index|main)\.ts$/,
  /^packages\/protocol\/src\/(reference|version-history)\.ts$/,
  // Threads, which are found by their names.
  /^packages\/server\/src\/[a-z-]+-thread\.ts$/,
  /^packages\/web\/vite\.config\.ts$/,
  /^packages\/[a-z]+\/scripts\/[^/]+\.ts$/,
  /^examples\/[^/]+\/[^/]+\.ts$/,
];

/**
 * @param mentions texts of files that start programs by their path (package.json, HTML pages, bundler settings)
 */
export function findDeadFiles(files: readonly SourceFile[], mentions: readonly string[]): readonly Finding[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const live = new Set<string>();
  const isMentioned = (path: string) => {
    const insidePackage = path.replace(/^packages\/[a-z]+\//, "");
    const quotedName = `"${path.slice(path.lastIndexOf("/") + 1)}"`;
    return mentions.some((text) => [path, insidePackage, quotedName].some((name) => text.includes(name)));
  };
  const isEntry = (path: string) =>
    isTestFile(path) || entries.some((entry) => entry.test(path)) || isMentioned(path);
  const waiting = files.filter(({ path }) => isEntry(path));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (live.has(file.path)) continue;
    live.add(file.path);
    for (const { target } of importsOf(file)) {
      const next = byPath.get(target);
      if (next !== undefined) waiting.push(next);
    }
  }
  return files
    .filter(({ path }) => !live.has(path))
    .map(({ path }) => ({ path, line: 1, message: "nothing leads to this file: use it or delete it" }));
}
