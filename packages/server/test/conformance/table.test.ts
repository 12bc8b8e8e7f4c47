/**
 * The table of a contract's rows (docs/spec/dialect-<name>.md) against what is recorded: each row names a test that is
 * there, or says why not; each recorded exchange is named by a row.
 */
import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dialectNames } from "../../src/dialects/all.ts";

const repository = join(import.meta.dir, "../../../..");

interface Row {
  readonly section: string;
  readonly item: string;
  readonly proof: string;
}

/** Rows of every table with the four columns: row, mark, contract, test. */
function rowsOf(dialect: string): readonly Row[] {
  const text = readFileSync(join(repository, `docs/spec/dialect-${dialect}.md`), "utf8");
  return text.split("\n").flatMap((line) => {
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    const [, section = "", mark = "", item = "", proof = ""] = cells;
    if (cells.length !== 6 || section === "row" || /^-+$/.test(section)) return [];
    if (!/^(spec|ref|inferred|planned|fault)/.test(mark))
      throw new Error(`${dialect}: ${mark} is no mark: ${line}`);
    return [{ section, item, proof }];
  });
}

const proofs = (proof: string) =>
  [...proof.matchAll(/`([^`]+\.(?:json|test\.ts))`/g)].map(([, name = ""]) => name);

function exists(dialect: string, proof: string): boolean {
  if (proof.endsWith(".json")) return existsSync(join(repository, "conformance", dialect, proof));
  return existsSync(join(repository, "packages/server/test", proof));
}

describe.each(dialectNames)("the table of %s", (dialect) => {
  test("[DIA-1] names a test for every row of the contract, or a reason", () => {
    const rows = rowsOf(dialect);
    expect(rows.length).toBeGreaterThan(10);
    const unproved = rows.filter(
      ({ proof }) =>
        !/^not: ./.test(proof) &&
        (proofs(proof).length === 0 || !proofs(proof).every((name) => exists(dialect, name))),
    );
    expect(unproved).toEqual([]);
  });

  test("[DIA-1] names every recorded exchange", () => {
    const named = new Set(rowsOf(dialect).flatMap(({ proof }) => proofs(proof)));
    const recorded = readdirSync(join(repository, "conformance", dialect)).filter((name) =>
      name.endsWith(".json"),
    );
    expect(recorded.filter((name) => !named.has(name))).toEqual([]);
  });
});
