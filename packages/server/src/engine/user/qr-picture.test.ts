import { expect, test } from "bun:test";
import { encode } from "uqr";
import { qrPicture } from "./qr-picture.ts";

test("[PROF-30] the picture has the dark squares of the code and no others, with its quiet edge", () => {
  const text = "https://chat.example.test/u/7psAbCdEfGh_-12345";
  const svg = qrPicture(text);
  const size = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]);
  const drawn = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  const [, dark = ""] = /<path d="([^"]*)"/.exec(svg) ?? [];
  for (const [, x, y, length] of dark.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    drawn[Number(y)]?.fill(true, Number(x), Number(x) + Number(length));
  }
  const { data } = encode(text, { ecc: "M", border: 4 });
  expect(drawn).toEqual(data);
  for (const edge of [...data.slice(0, 4), ...data.slice(-4)]) expect(edge).not.toContain(true);
  expect(svg.length).toBeLessThan(8_000);
});
