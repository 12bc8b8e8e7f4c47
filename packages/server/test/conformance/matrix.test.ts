/**
 * What each dialect can (docs/dialects.md) against the tests it names: each feature has an answer for each dialect, and
 * each yes a test that is there.
 */
import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dialectNames } from "../../src/dialects/all.ts";

const repository = join(import.meta.dir, "../../../..");
const lines = readFileSync(join(repository, "docs/dialects.md"), "utf8").split("\n");

const rows = lines
  .filter((line) => line.startsWith("|"))
  .map((line) => line.split("|").map((cell) => cell.trim()));
const heads = rows.filter(([, feature]) => feature === "feature");
const features = rows.filter(([, feature = ""]) => feature !== "feature" && !/^-+$/.test(feature));

const named = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);

/** Recorded exchanges are of the column's own dialect. */
function exists(dialect: string, name: string): boolean {
  if (name.endsWith(".json")) return existsSync(join(repository, "conformance", dialect, name));
  return name.endsWith(".test.ts") && existsSync(join(repository, "packages/server/test", name));
}

describe("what each dialect can", () => {
  test("[DIA-1] is told of all dialects, in the same order in every table", () => {
    const columns = heads[0]?.slice(2, -1) ?? [];
    expect([...columns].sort()).toEqual([...dialectNames].sort());
    for (const head of heads) expect(head.slice(2, -1)).toEqual(columns);
  });

  test("[DIA-1] is yes with a test that is there, or no with a reason, in five cells a feature", () => {
    const columns = heads[0]?.slice(2, -1) ?? [];
    expect(features.length).toBeGreaterThan(100);
    const wrong = features.flatMap(([, feature, ...rest]) => {
      const cells = rest.slice(0, -1);
      if (cells.length !== columns.length) return [`${feature}: ${cells.length} cells`];
      return cells.flatMap((cell, at) => {
        const names = named(cell);
        const proved = names.length > 0 && names.every((name) => exists(columns[at] ?? "", name));
        const told = /^yes `/.test(cell) ? proved : /^no: [^`]+$/.test(cell);
        return told ? [] : [`${feature}: ${columns[at]}: ${cell}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  test("[DIA-1] names nothing beside its tables", () => {
    const beside = lines.filter((line) => !line.startsWith("|"));
    expect(beside.flatMap(named)).toEqual([]);
  });
});
