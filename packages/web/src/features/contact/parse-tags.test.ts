import { expect, test } from "bun:test";
import { limits } from "@parley/protocol/limits";
import { parseTags } from "./parse-tags.ts";

test("tags are separated by commas of any script, and each is kept once", () => {
  expect(parseTags(" work, 同事，work、 family ;,")).toEqual(["work", "同事", "family"]);
  expect(parseTags("")).toEqual([]);
});

test("tags keep to the limits of the wire", () => {
  const many = Array.from({ length: 30 }, (_, index) => `tag${index}`);
  expect(parseTags(many.join())).toHaveLength(limits.contactTagsMax);
  expect(parseTags("x".repeat(100))[0]).toHaveLength(limits.tagCharsMax);
});
