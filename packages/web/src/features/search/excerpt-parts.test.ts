import { expect, test } from "bun:test";
import { excerptParts } from "./excerpt-parts.ts";

const joined = (parts: readonly { text: string; isHit: boolean }[]) =>
  parts.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join("");

test("hits within the excerpt are marked, and what is left out is told of", () => {
  const text = "we meet at the harbour, the old harbour";
  const whole = { start: 0, end: text.length };
  const hits = [
    { start: 15, end: 22 },
    { start: 32, end: 39 },
  ];
  expect(joined(excerptParts(text, whole, hits))).toBe("we meet at the [harbour], the old [harbour]");
  expect(joined(excerptParts(text, { start: 8, end: 22 }, hits))).toBe("…at the [harbour]…");
});

test("hits that touch or overlap are not doubled", () => {
  const hits = [
    { start: 0, end: 2 },
    { start: 1, end: 3 },
  ];
  expect(joined(excerptParts("你好吗", { start: 0, end: 3 }, hits))).toBe("[你好][吗]");
});
