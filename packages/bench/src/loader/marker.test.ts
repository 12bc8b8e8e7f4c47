import { expect, test } from "bun:test";
import { findMarker, markedText, markerBytes, markerIntendedUs, markerSlot, messageIds } from "./marker.ts";

test("a mark is found inside its range only, and says when and who", () => {
  const text = `{"text":"${markedText(123_456_789.9, 4_321, 128)}"}`;
  const bytes = Buffer.from(text + text);
  const at = findMarker(bytes, 0, text.length);
  expect(at).toBe(9);
  expect(markerIntendedUs(bytes, at)).toBe(123_456_789);
  expect(markerSlot(bytes, at)).toBe(4_321);
  expect(findMarker(bytes, at + markerBytes, text.length)).toBe(-1);
  expect(findMarker(bytes, at + markerBytes, bytes.length)).toBe(text.length + 9);
});

test("a marked text has the length asked for, and no less than its mark", () => {
  expect(markedText(1, 1, 128).length).toBe(128);
  expect(markedText(1, 1, 1).length).toBe(markerBytes);
});

test("message ids are UUIDs as the protocol asks for them, each once", () => {
  const nextId = messageIds();
  const ids = Array.from({ length: 1_000 }, (_, index) => nextId(index));
  expect(new Set(ids).size).toBe(1_000);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});
