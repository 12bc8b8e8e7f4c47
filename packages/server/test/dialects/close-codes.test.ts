/** With which codes sockets of contracts are closed: two contracts have some that are none. */
import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { closeCodes } from "@parley/protocol";

const folder = join(import.meta.dir, "../../src/dialects");

/** RFC 6455, 7.4: an endpoint may send these of the reserved ones, and any from 3000 on. */
function mayBeSent(code: number): boolean {
  return (
    (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code < 5000)
  );
}

test("[DIA-9] no dialect closes with a code that is none", () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const sources = files.filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const written = sources.flatMap((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    return [...text.matchAll(/\{[^{}]*\bcode: (\d+), reason:/g)].map((match) => Number(match[1]));
  });
  expect(written.length).toBeGreaterThan(5);
  expect([...written, ...Object.values(closeCodes)].filter((code) => !mayBeSent(code))).toEqual([]);
});
