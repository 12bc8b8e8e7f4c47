/** The numbered rules of docs/spec, and the tests that cite them: `[MSG-22] a second recall changes nothing`. */
import type { TextFile } from "./repository.ts";
import type { Finding } from "./source-file.ts";

export interface SpecCheck {
  /** Rules no test cites, in the order of the specification. */
  readonly uncited: readonly string[];
  /** Citations of rules that do not exist. */
  readonly unknown: readonly Finding[];
}

export function checkSpecRules(files: readonly TextFile[]): SpecCheck {
  const rules = files
    .filter(({ path }) => /^docs\/spec\/.*\.md$/.test(path))
    .flatMap(({ text }) => [...text.matchAll(/^- \*\*([A-Z]+-\d+)\*\*/gm)].map((match) => match[1] ?? ""));
  const prefixes = new Set(rules.map(prefixOf));
  const known = new Set(rules);
  const citations = files
    .filter(({ path }) => path.endsWith(".test.ts") || path.endsWith(".test.tsx"))
    .flatMap(citationsOf);
  const cited = new Set(citations.map(({ rule }) => rule));
  return {
    uncited: rules.filter((rule) => !cited.has(rule)),
    unknown: citations
      .filter(({ rule }) => prefixes.has(prefixOf(rule)) && !known.has(rule))
      .map(({ rule, path, line }) => ({ path, line, message: `cites ${rule}, which is no rule` })),
  };
}

function citationsOf({ path, text }: TextFile): readonly { rule: string; path: string; line: number }[] {
  if (path.startsWith("scripts/tidy/")) return [];
  return text
    .split("\n")
    .flatMap((content, index) =>
      [...content.matchAll(/\[([A-Z]+-\d+(?:[,;] ?[A-Z]+-\d+)*)\]/g)].flatMap((match) =>
        (match[1] ?? "").split(/[,;] ?/).map((rule) => ({ rule, path, line: index + 1 })),
      ),
    );
}

function prefixOf(rule: string): string {
  return rule.slice(0, rule.indexOf("-"));
}
