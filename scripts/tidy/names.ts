/** Words that say nothing, or belong to another system's vocabulary (GLOSSARY.md has ours). */
import { basename } from "node:path";
import { type Finding, finding, isTestFile, type SourceFile, type Span, visit } from "./source-file.ts";

const emptyWords = new Set(["Manager", "Helper", "Helpers", "Util", "Utils", "Base", "Impl", "Data", "Info"]);
const foreignWords = new Map([
  ["room", "conversation"],
  ["topic", "conversation"],
  ["channel", "conversation"],
  ["chat", "conversation"],
  ["msg", "message"],
  ["msgs", "messages"],
  ["uid", "userId"],
  ["revoke", "recall, or end a session"],
]);

/** What is revoked, in everybody's words. */
const revoked = /Invite|Key/;

/** Where a foreign word is the name of somebody else's thing: a dialect, a browser's or a document's own term. */
const foreignWordHomes =
  /^packages\/server\/src\/dialects\/|^packages\/protocol\/src\/reference\/asyncapi\.ts$/;
/** Clients talk between tabs and threads through what browsers call channels. */
const clients = /^packages\/(sdk|web)\/src\//;

export function findBadNames(files: readonly SourceFile[]): readonly Finding[] {
  return files.flatMap((file) => [
    ...badFileName(file),
    ...(isTestFile(file.path) ? [] : badDeclarations(file)),
  ]);
}

function badFileName(file: SourceFile): readonly Finding[] {
  const name = basename(file.path).replace(/(\.(test|config))?\.tsx?$/, "");
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
    return [{ path: file.path, line: 1, message: "file names are kebab-case" }];
  const words = name.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const isEmpty = emptyWords.has(words.at(-1) ?? "");
  return isEmpty ? [{ path: file.path, line: 1, message: `${name}: say what it holds` }] : [];
}

function badDeclarations(file: SourceFile): readonly Finding[] {
  const findings: Finding[] = [];
  const check = (node: Span & { readonly name: string }) => {
    const message = objection(node.name, file);
    if (message !== null) findings.push(finding(file, node, message));
  };
  const checkId = (node: { readonly id: (Span & { readonly name: string }) | null }) => {
    if (node.id !== null) check(node.id);
  };
  visit(file, {
    ClassDeclaration: checkId,
    FunctionDeclaration: checkId,
    TSTypeAliasDeclaration: checkId,
    TSInterfaceDeclaration: checkId,
    VariableDeclarator(node) {
      if (node.id.type === "Identifier") check(node.id);
    },
  });
  return findings;
}

function objection(name: string, file: SourceFile): string | null {
  const words = name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  const last = words.at(-1) ?? "";
  const isAlone = words.length === 1;
  if (!isAlone && emptyWords.has(last)) return `${name}: ${last} says nothing, name what it is`;
  if (/^I[A-Z][a-z]/.test(name)) return `${name}: no I-prefix`;
  if (foreignWordHomes.test(file.path)) return null;
  const foreign = words
    .map((word) => word.toLowerCase())
    .find((word) => foreignWords.has(word) && !(word === "revoke" && revoked.test(name)));
  if (foreign === undefined) return null;
  if (foreign === "channel" && clients.test(file.path)) return null;
  return `${name}: ${foreign} is not our word, it is ${foreignWords.get(foreign)}`;
}
