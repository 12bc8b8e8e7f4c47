import { afterAll, beforeEach, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isStale } from "./stale.ts";

const root = mkdtempSync(`${tmpdir()}/parley-stale-`);
const built = `${root}/built`;
const sources = ["src", "src/**/*"];

/** Seconds since 1970. */
function touch(path: string, time: number): void {
  utimesSync(path, time, time);
}

beforeEach(() => {
  mkdirSync(`${root}/src/part`, { recursive: true });
  for (const file of [built, `${root}/src/a.ts`, `${root}/src/part/b.ts`, `${root}/other.ts`])
    writeFileSync(file, "");
  for (const path of ["src/a.ts", "src/part/b.ts", "src/part", "src"]) touch(`${root}/${path}`, 1_000);
  touch(built, 2_000);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

test("what is newer than all it was built from is not built again", () => {
  expect(isStale(built, sources, root)).toBe(false);
});

test("what was never built is built", () => {
  expect(isStale(`${root}/never`, sources, root)).toBe(true);
});

test.each(["src/a.ts", "src/part/b.ts"])("a change of %s builds it again", (file) => {
  touch(`${root}/${file}`, 3_000);
  expect(isStale(built, sources, root)).toBe(true);
});

test.each(["src/a.ts", "src/part/b.ts"])("%s taken away builds it again", (file) => {
  rmSync(`${root}/${file}`);
  expect(isStale(built, sources, root)).toBe(true);
});

test("a change beside the sources does not", () => {
  touch(`${root}/other.ts`, 3_000);
  expect(isStale(built, sources, root)).toBe(false);
});
