import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stillPorts } from "../../test/support/still-ports.ts";
import { loadKeys } from "../auth/keys.ts";
import { createTokens, verifyAccess } from "../auth/tokens.ts";
import type { Ports } from "../engine/operation.ts";
import { systemClock, systemIds } from "../platform.ts";
import { openSqliteStore } from "../store/sqlite/store.ts";
import { fixedRandom, skewedPositions } from "./random-draws.ts";
import { seed } from "./seed.ts";
import { readSeedArguments } from "./seed-arguments.ts";
import { directPairs } from "./seed-conversations.ts";

test("what is seeded can be signed in to, and adds up", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-seed-"));
  const keys = loadKeys(folder);
  const store = openSqliteStore({
    path: join(folder, "parley.db"),
    durability: "normal",
    newEpoch: () => systemIds.uuid(),
    onBroken: (error) => {
      throw error;
    },
  });
  const ports: Ports = {
    ...stillPorts,
    clock: systemClock,
    ids: systemIds,
    tokens: createTokens(keys, { ttlMs: 60_000 }),
  };
  const { plan } = readSeedArguments(
    "--out x --users 12 --directs-per-user 4 --groups 2 --group-members 6 --messages 500 --skew 1".split(" "),
  );
  const lines = await seed({ store, ports, progress: () => {} }, plan);

  expect(lines.length).toBe(12);
  let messages = 0;
  for (const line of lines) {
    expect(line.directs.length).toBe(4);
    expect(line.groups.length).toBe(1);
    const claims = await verifyAccess(keys, line.accessToken, systemClock.now());
    expect(claims.userId).toBe(line.userId);
    const { heads } = await store.reader.inbox.page(line.userId, null, 100);
    expect(heads.length).toBe(5);
    messages += line.directs.reduce((sum, direct) => sum + direct.lastSeq / 2, 0);
    messages += line.groups.reduce((sum, group) => sum + group.lastSeq / 6, 0);
  }
  expect(Math.round(messages)).toBe(500);
  await store.close();
  rmSync(folder, { recursive: true });
});

test("pairs and rings give everybody the same number of conversations, each with another person", () => {
  const userIds = [1, 2, 3, 4, 5, 6, 7, 8];
  for (const each of [1, 2, 4, 6]) {
    const pairs = directPairs(userIds, each);
    const counts = new Map<number, number>();
    for (const userId of pairs.flat()) counts.set(userId, (counts.get(userId) ?? 0) + 1);
    expect([...counts.values()]).toEqual(userIds.map(() => each));
    const keys = pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)].join());
    expect(new Set(keys).size).toBe(pairs.length);
  }
});

test("a skewed draw prefers the first positions, and is the same every time", () => {
  const draw = () => {
    const next = skewedPositions(100, 1, fixedRandom(7));
    const counts = new Array<number>(100).fill(0);
    for (let index = 0; index < 20_000; index++) {
      const position = next();
      counts[position] = (counts[position] ?? 0) + 1;
    }
    return counts;
  };
  const counts = draw();
  expect(counts).toEqual(draw());
  expect(counts[0] ?? 0).toBeGreaterThan(10 * (counts[50] ?? 0));
});

test("a plan that cannot be carried out is refused in one line", () => {
  const refuse = (words: string) => expect(() => readSeedArguments(words.split(" ")));
  refuse("--users 10").toThrow("--out");
  refuse("--out x --directs-per-user 3").toThrow("even");
  refuse("--out x --users 4 --directs-per-user 4").toThrow("more --users");
  refuse("--out x --users 4 --groups 1 --group-members 5").toThrow("--group-members");
  refuse("--out x --users many").toThrow("--users must be a number");
});
