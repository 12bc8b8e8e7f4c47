import { expect, test } from "bun:test";
import { isEmoji, reactionCount, withReactions } from "./reaction-policy.ts";

test("[MSG-42] an emoji is one picture, whatever it is made of", () => {
  for (const emoji of ["👍", "❤️", "👩‍👩‍👧‍👦", "🇨🇳", "1️⃣", "👋🏽", "☺"])
    expect([emoji, isEmoji(emoji)]).toEqual([emoji, true]);
  for (const text of ["", "a", "1", "👍👍", "ok👍", " ", "<b>", "好"])
    expect([text, isEmoji(text)]).toEqual([text, false]);
});

test("[MSG-42] [MSG-44] a user's set takes the place of the one before, in an order that does not tell of time", () => {
  const one = withReactions([], 2, ["👍", "🎉"]);
  expect(one).toEqual([
    { emoji: "🎉", userIds: [2] },
    { emoji: "👍", userIds: [2] },
  ]);
  const two = withReactions(one, 1, ["👍", "🎉", "👍"]);
  expect(two).toEqual([
    { emoji: "🎉", userIds: [1, 2] },
    { emoji: "👍", userIds: [1, 2] },
  ]);
  expect(reactionCount(two)).toBe(4);
  expect(withReactions(two, 1, ["👀"])).toEqual([
    { emoji: "🎉", userIds: [2] },
    { emoji: "👀", userIds: [1] },
    { emoji: "👍", userIds: [2] },
  ]);
  expect(withReactions(withReactions(two, 1, []), 1, ["🎉", "👍"])).toEqual(two);
  expect(withReactions(withReactions(two, 1, []), 2, [])).toEqual([]);
});
