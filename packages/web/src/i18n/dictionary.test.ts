import { expect, test } from "bun:test";
import { en } from "./en.ts";
import { zhCn } from "./zh-cn.ts";

/** Every text with its path; functions are called with stand-ins. */
function texts(node: object, path = ""): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] => {
    const at = `${path}/${key}`;
    if (typeof value === "string") return [[at, value]];
    if (typeof value === "function") return [[at, value(...Array(value.length).fill(3))]];
    return texts(value, at);
  });
}

test("both languages have the same texts, none of them empty", () => {
  const english = texts(en);
  const chinese = texts(zhCn);
  expect(chinese.map(([at]) => at)).toEqual(english.map(([at]) => at));
  for (const [, words] of [...english, ...chinese]) expect(words.trim()).not.toBe("");
});

test("Chinese texts are Chinese and use its punctuation", () => {
  const sameInBoth = new Set(["/app/name", "/account/number", "/message/spoken"]);
  for (const [at, words] of texts(zhCn)) {
    if (sameInBoth.has(at)) continue;
    expect(words).toMatch(/\p{Script=Han}/u);
    expect(words).not.toMatch(/\p{Script=Han}[,?!:;]/u);
  }
});

test("English numbers choose singular or plural", () => {
  expect(en.inbox.unread(1)).toBe("1 unread message");
  expect(en.inbox.unread(2)).toBe("2 unread messages");
});
