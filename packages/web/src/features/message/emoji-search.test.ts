import { expect, test } from "bun:test";
import { emojiQuery, withEmoji } from "./emoji-search.ts";

test("a name begins behind a colon at the beginning of a word, with two letters or more", () => {
  expect(emojiQuery("so :hea", 7)).toEqual({ start: 3, query: "hea" });
  expect(emojiQuery(":笑哭", 3)).toEqual({ start: 0, query: "笑哭" });
  expect(emojiQuery(":h", 2)).toBeNull();
  expect(emojiQuery(":-)", 3)).toBeNull();
  expect(emojiQuery("12:ab", 5)).toBeNull();
  expect(emojiQuery("https://x", 9)).toBeNull();
  expect(emojiQuery(":heart more", 11)).toBeNull();
});

test("the emoji takes the place of what was typed, and what stands behind stays", () => {
  expect(withEmoji("so :hea nice", 7, "❤️")).toEqual({ text: "so ❤️ nice", caret: 5 });
  expect(withEmoji("nothing", 7, "❤️")).toEqual({ text: "nothing", caret: 7 });
});
