import { expect, test } from "bun:test";
import { composeFaces, facePlaces } from "./compose-faces.ts";
import { strokesOf } from "./letter-strokes.ts";
import { pixelsOf, pngOf } from "./png-pixels.ts";

const side = 288;
const plain = (width: number, height: number, color: readonly number[]) =>
  pngOf({ width, height, rgba: new Uint8Array(width * height * 4).map((_, at) => color[at % 4] ?? 255) });
const green = [0, 200, 0, 255];
const none = { bytes: null, letters: "", color: 0 };

async function pixelsIn(faces: Parameters<typeof composeFaces>[0]) {
  const { bytes, height, width } = await composeFaces(faces);
  expect([width, height]).toEqual([side, side]);
  const pixels = pixelsOf(await new Bun.Image(bytes).png().bytes());
  if (pixels === null) throw new Error("what was painted cannot be read");
  return (x: number, y: number) => [...pixels.rgba.subarray((y * side + x) * 4, (y * side + x) * 4 + 3)];
}
const isGreen = ([red = 0, middle = 0, blue = 0]: number[]) => red < 40 && middle > 160 && blue < 40;
const isWhite = (color: number[]) => color.every((channel) => channel > 215);

test("[PIC-10] one to nine faces are rows of at most three, the first of them short and in the middle", () => {
  const rows = (count: number) => {
    const places = facePlaces(count);
    const tops = [...new Set(places.map(({ top }) => top))];
    return tops.map((top) => places.filter((place) => place.top === top).length);
  };
  expect(Array.from({ length: 9 }, (_, index) => rows(index + 1))).toEqual([
    ...[[1], [2], [1, 2], [2, 2], [2, 3], [3, 3], [1, 3, 3], [2, 3, 3], [3, 3, 3]],
  ]);
  for (let count = 1; count <= 9; count += 1) {
    const places = facePlaces(count);
    for (const { left, size, top } of places) {
      expect(Math.min(left, top)).toBeGreaterThan(0);
      expect(Math.max(left, top) + size).toBeLessThan(side);
    }
    const [first, last] = [places[0], places.at(-1)];
    const above = (first?.top ?? 0) + (last?.top ?? 0) + (last?.size ?? 0);
    expect(Math.abs(above - side)).toBeLessThanOrEqual(2);
  }
});

test("[PIC-10] of a picture its middle is shown, of what is transparent white, of what is broken the letters", async () => {
  const wide = await pixelsIn([{ ...none, bytes: plain(3_000, 10, green) }]);
  expect(isGreen(wide(20, 20)) && isGreen(wide(260, 260))).toBe(true);
  const jpeg = await new Bun.Image(plain(7, 90, green)).jpeg({ quality: 95 }).bytes();
  expect(isGreen((await pixelsIn([{ ...none, bytes: jpeg }]))(144, 144))).toBe(true);
  const clear = await pixelsIn([{ ...none, bytes: plain(9, 9, [0, 0, 0, 0]) }]);
  expect(isWhite(clear(144, 144))).toBe(true);
  const broken = await pixelsIn([{ bytes: new Uint8Array(50), letters: "I", color: 1 }]);
  expect(isWhite(broken(144, 144))).toBe(true);
  expect(isWhite(broken(40, 144))).toBe(false);
});

test("[PIC-10] letters without strokes leave the colour alone", async () => {
  const faces = ["思远", "🦊F", "#", ""].map((letters) => ({ ...none, letters }));
  const pixel = await pixelsIn(faces);
  for (const { left, size, top } of facePlaces(4)) {
    for (let at = 4; at < size - 4; at += 3) expect(isWhite(pixel(left + at, top + (size >> 1)))).toBe(false);
  }
});

test("[PIC-10] every letter and digit has strokes within its height, and accents are left away", () => {
  for (const letter of "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") {
    const drawn = strokesOf(letter);
    expect({ letter, count: drawn?.strokes.length ?? 0 }).not.toEqual({ letter, count: 0 });
    for (const { fromX, fromY, toX, toY } of drawn?.strokes ?? []) {
      expect(Math.min(fromX, fromY, toX, toY)).toBeGreaterThanOrEqual(0);
      expect(Math.max(fromY, toY)).toBeLessThanOrEqual(6.2);
    }
  }
  expect(strokesOf("É")).toEqual(strokesOf("E"));
  expect(strokesOf("AB")?.width).toBeGreaterThan(strokesOf("A")?.width ?? 0);
});
