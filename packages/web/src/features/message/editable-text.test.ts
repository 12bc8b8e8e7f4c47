import { expect, test } from "bun:test";
import { editableText } from "./editable-text.ts";

const file = { mediaId: "f", bytes: 1, mediaType: "a/b" };

test("[MSG-40] [MSG-46] texts can be edited, and what is written below pictures, films and files", () => {
  const images = [file];
  expect(editableText({ type: "text", text: "so" })).toEqual({ text: "so", isCaption: false });
  expect(editableText({ type: "image", images, text: "below" })).toEqual({ text: "below", isCaption: true });
  expect(editableText({ type: "image", images })).toEqual({ text: "", isCaption: true });
  expect(editableText({ type: "video", ...file })).toEqual({ text: "", isCaption: true });
  expect(editableText({ type: "file", name: "n", ...file, text: "x" })).toEqual({
    ...{ text: "x", isCaption: true },
  });
});

test("[MSG-46] nothing else can be edited, and nothing of what was recalled", () => {
  expect(editableText({ type: "voice", ...file })).toBeNull();
  expect(editableText({ type: "location", latitude: 1, longitude: 2 })).toBeNull();
  expect(editableText(null)).toBeNull();
});
