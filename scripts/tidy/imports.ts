/** What a file imports, and where in the repository that is. */
import { dirname, join } from "node:path";
import { type Finding, finding, type SourceFile, type Span, visit } from "./source-file.ts";

export interface Import {
  /** Path in the repository, or the name of a package (`typebox`, `node:fs`). */
  readonly target: string;
  readonly isOurs: boolean;
  readonly isTypeOnly: boolean;
  readonly at: Span;
}

export function importsOf(file: SourceFile): readonly Import[] {
  const imports: Import[] = [];
  const add = (at: Span, specifier: string, isTypeOnly: boolean) => {
    imports.push({ ...resolveImport(file.path, specifier), isTypeOnly, at });
  };
  visit(file, {
    ImportDeclaration(node) {
      add(node, node.source.value, node.importKind === "type" || areAllTypes(node.specifiers));
    },
    ExportNamedDeclaration(node) {
      if (node.source !== null) add(node, node.source.value, node.exportKind === "type");
    },
    ExportAllDeclaration(node) {
      add(node, node.source.value, node.exportKind === "type");
    },
    ImportExpression(node) {
      if (node.source.type === "Literal") add(node, String(node.source.value), false);
    },
    TSImportType(node) {
      add(node, String(node.source.value), true);
    },
    NewExpression(node) {
      const [first] = node.arguments;
      const isUrl = node.callee.type === "Identifier" && node.callee.name === "URL";
      if (isUrl && first?.type === "Literal" && /^\.\.?\/.*\.tsx?$/.test(String(first.value))) {
        add(node, String(first.value), false);
      }
    },
  });
  return imports;
}

/** `import { type A, type B } from` brings types alone; `import "x"` and `import x from` do not. */
function areAllTypes(specifiers: readonly { readonly type: string }[] | null): boolean {
  if (specifiers === null || specifiers.length === 0) return false;
  return specifiers.every((specifier) => "importKind" in specifier && specifier.importKind === "type");
}

function resolveImport(from: string, specifier: string): { target: string; isOurs: boolean } {
  if (specifier.startsWith(".")) return { target: join(dirname(from), specifier), isOurs: true };
  const own = /^@parley\/([a-z-]+)(?:\/(.+))?$/.exec(specifier);
  if (own !== null) {
    return { target: `packages/${own[1]}/src/${own[2] ?? "index"}.ts`, isOurs: true };
  }
  if (/^(node|bun):/.test(specifier)) return { target: specifier, isOurs: false };
  const parts = specifier.split("/");
  return { target: parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/"), isOurs: false };
}

/** Files that import one another in a circle; types do not count, they are gone when the program runs. */
export function findCycles(files: readonly SourceFile[]): readonly Finding[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const state = new Map<string, "open" | "done">();
  const findings: Finding[] = [];

  function follow(file: SourceFile, trail: readonly string[]): void {
    state.set(file.path, "open");
    for (const { target, isTypeOnly, at } of importsOf(file)) {
      const next = isTypeOnly ? undefined : byPath.get(target);
      if (next === undefined) continue;
      if (state.get(target) === "open") {
        const circle = [...trail.slice(trail.indexOf(target)), target];
        findings.push(finding(file, at, `imports in a circle: ${circle.join(" -> ")}`));
      } else if (!state.has(target)) follow(next, [...trail, target]);
    }
    state.set(file.path, "done");
  }

  for (const file of files) if (!state.has(file.path)) follow(file, [file.path]);
  return findings;
}
