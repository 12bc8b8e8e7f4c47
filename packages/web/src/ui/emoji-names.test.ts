import { expect, test } from "bun:test";
import { quickEmoji } from "./emoji-list.ts";
import { findEmoji, namedEmoji } from "./emoji-names.ts";

const found = (query: string) => findEmoji(query).map(({ emoji }) => emoji);

test("emoji are found by the beginning of a word, in either language, the ones named so first", () => {
  expect(found("hea")[0]).toBe("❤️");
  expect(found("heart")).toContain("💔");
  expect(found(" Thumbs_U")).toEqual(["👍"]);
  expect(found("笑哭")).toEqual(["😂"]);
  expect(found("拜托")).toEqual(["🥺", "🙏"]);
  expect(found("mbs")).toEqual([]);
  expect(found("").length).toBe(namedEmoji.length);
});

test("every emoji is one sign with a name of its own, and the commonest are among them", () => {
  const signs = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  for (const { emoji, name, words } of namedEmoji) {
    expect([emoji, [...signs.segment(emoji)].length]).toEqual([emoji, 1]);
    expect(name).toMatch(/^[a-z_]+$/);
    expect([name, words.some((word) => /\p{Script=Han}/u.test(word))]).toEqual([name, true]);
  }
  expect(new Set(namedEmoji.map(({ name }) => name)).size).toBe(namedEmoji.length);
  for (const emoji of quickEmoji) expect(namedEmoji.map((one) => one.emoji)).toContain(emoji);
});
