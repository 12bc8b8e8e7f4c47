import { expect, test } from "bun:test";
import { fileSize, playingTime } from "./file-size.ts";

test("sizes are told in the largest unit that fits, small ones without a fraction", () => {
  expect([0, 1, 14, 999, 1_500, 1_440_000, 2_000_000_000].map(fileSize)).toEqual([
    "0 bytes",
    "1 byte",
    "14 bytes",
    "999 bytes",
    "2 kB",
    "1.4 MB",
    "2 GB",
  ]);
});

test("lengths are told in minutes and seconds", () => {
  expect([0, 65_000, 600_400].map(playingTime)).toEqual(["0:00", "1:05", "10:00"]);
});
