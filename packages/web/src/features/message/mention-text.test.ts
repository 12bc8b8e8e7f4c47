import { expect, test } from "bun:test";
import { mentionedIds, mentionParts, mentionQuery, withMention } from "./mention-text.ts";

test("a name is being typed from an @ to the caret, and not inside of an address", () => {
  expect(mentionQuery("hi @an", 6)).toEqual({ start: 3, query: "an" });
  expect(mentionQuery("@", 1)).toEqual({ start: 0, query: "" });
  expect(mentionQuery("你好@林", 4)).toEqual({ start: 2, query: "林" });
  for (const [text, caret] of [
    ["mail ann@example", 16],
    ["@ann goes", 9],
    ["no name", 7],
    ["hi @an", 2],
  ] as const) {
    expect([text, mentionQuery(text, caret)]).toEqual([text, null]);
  }
});

test("a picked name takes the place of what was typed, with one space behind it", () => {
  expect(withMention("hi @an there", 6, "Ann Lee")).toEqual({ text: "hi @Ann Lee there", caret: 12 });
  expect(withMention("@a", 2, "Ann")).toEqual({ text: "@Ann ", caret: 5 });
});

test("the parts of a text are the text again, and the longest name is meant", () => {
  const names = new Map<string, number | "all">([
    ["Ann", 1],
    ["Ann Lee", 2],
    ["all", "all"],
  ]);
  const text = "@Ann Lee and @Ann, @all: @nobody";
  const parts = mentionParts(text, names);
  expect(parts.map((part) => part.text).join("")).toBe(text);
  expect(parts.filter(({ who }) => who !== null)).toEqual([
    { text: "@Ann Lee", who: 2 },
    { text: "@Ann", who: 1 },
    { text: "@all", who: "all" },
  ]);
});

test("who was picked and deleted again is not mentioned", () => {
  const picked = new Map([
    ["Ann", 1],
    ["Ben", 2],
  ]);
  expect(mentionedIds("hello @Ben @Ben", picked)).toEqual([2]);
  expect(mentionedIds("hello", picked)).toEqual([]);
});
