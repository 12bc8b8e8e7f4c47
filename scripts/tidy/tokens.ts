/** What must not be written, and what to write instead. */
import { type Finding, finding, isTestFile, type SourceFile, visit } from "./source-file.ts";

interface BannedCall {
  readonly object: string;
  readonly property: string | null;
  readonly instead: string;
  /** Where the ban does not hold: the places that implement the port, and programs of their own. */
  readonly homes: RegExp;
}

const programs = /^(scripts|e2e|examples|packages\/bench)\//;
const platform = /^(packages\/server\/src\/platform\.ts|packages\/(sdk|web)\/src\/platform\/)/;

const bannedCalls: readonly BannedCall[] = [
  { object: "Date", property: "now", instead: "take the time from the clock port", homes: platform },
  { object: "Math", property: "random", instead: "take randomness from a port", homes: platform },
  {
    object: "process",
    property: "env",
    instead: "add an option to config/options.ts",
    homes: /^packages\/(server\/src\/(main\.ts|config\/)|web\/vite\.config\.ts)/,
  },
  {
    object: "console",
    property: null,
    instead: "write through observe/log.ts, or return the text",
    homes: /^packages\/(server\/src\/(main\.ts|observe\/|seed\/seed-command\.ts)|sdk\/src\/(platform|bot)\/)/,
  },
];

export function findBannedTokens(files: readonly SourceFile[]): readonly Finding[] {
  return files.flatMap((file) => [
    ...(isTestFile(file.path) || programs.test(file.path) ? [] : bannedCallsOf(file)),
    ...bannedSyntaxOf(file),
    ...bannedCommentsOf(file),
  ]);
}

function bannedCallsOf(file: SourceFile): readonly Finding[] {
  const findings: Finding[] = [];
  visit(file, {
    MemberExpression(node) {
      if (node.object.type !== "Identifier" || node.property.type !== "Identifier") return;
      const { name: object } = node.object;
      const { name: property } = node.property;
      for (const ban of bannedCalls) {
        if (ban.object !== object || (ban.property ?? property) !== property || ban.homes.test(file.path))
          continue;
        findings.push(finding(file, node, `${object}.${property}: ${ban.instead}`));
      }
    },
    NewExpression(node) {
      const isNow =
        node.callee.type === "Identifier" && node.callee.name === "Date" && node.arguments.length === 0;
      if (isNow && !platform.test(file.path)) {
        findings.push(finding(file, node, "new Date(): take the time from the clock port"));
      }
    },
  });
  return findings;
}

function bannedSyntaxOf(file: SourceFile): readonly Finding[] {
  const findings: Finding[] = [];
  visit(file, {
    TSAnyKeyword(node) {
      // In tests the linter alone decides: it wants a reason beside each.
      if (isTestFile(file.path)) return;
      findings.push(finding(file, node, "any: name the type, or unknown and a check"));
    },
    TSNonNullExpression: (node) =>
      findings.push(finding(file, node, "non-null !: decide what happens without it")),
    TSEnumDeclaration: (node) =>
      findings.push(finding(file, node, "enum: a union of literals, or a const table")),
    ExportDefaultDeclaration(node) {
      if (/vite\.config\.ts$/.test(file.path)) return;
      findings.push(finding(file, node, "default export: export it by name"));
    },
  });
  const isBarrel = file.program.body.every(
    (node) => node.type.startsWith("Export") && "source" in node && node.source,
  );
  if (isBarrel && file.program.body.length > 0 && !/\/src\/index\.ts$/.test(file.path)) {
    findings.push({ path: file.path, line: 1, message: "only re-exports: import from where things are" });
  }
  return findings;
}

const bannedWords = [
  { pattern: /\b(TODO|FIXME|XXX|HACK)\b/, instead: "do it now, or open an issue" },
  { pattern: /@ts-(ignore|nocheck)/, instead: "mend the type" },
  { pattern: /\/\/ ?[-=*#]{6,}/, instead: "a banner: split the file" },
];

function bannedCommentsOf(file: SourceFile): readonly Finding[] {
  if (file.path.startsWith("scripts/tidy/")) return [];
  return file.text.split("\n").flatMap((line, index) =>
    bannedWords
      .filter(({ pattern }) => pattern.test(line))
      .map(({ pattern, instead }) => ({
        path: file.path,
        line: index + 1,
        message: `${pattern.exec(line)?.[0]}: ${instead}`,
      })),
  );
}
