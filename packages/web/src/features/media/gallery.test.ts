import { expect, test } from "bun:test";
import { galleryKindOf } from "./gallery.ts";

const kindOf = (content: object | null) => galleryKindOf(content as Parameters<typeof galleryKindOf>[0]);

test("pictures and films, files and voices, and texts with a link are listed, each in its place", () => {
  expect(["image", "video", "file", "voice", "poll"].map((type) => kindOf({ type }))).toEqual([
    "media",
    "media",
    "files",
    "files",
    null,
  ]);
  expect(kindOf({ type: "text", text: "see https://example.org/plan" })).toBe("links");
  expect(kindOf({ type: "text", text: "see the plan" })).toBeNull();
  expect(kindOf(null)).toBeNull();
});
