import { expect, test } from "bun:test";
import { wholeCrop, withinPicture } from "./crop-picture.ts";

const wide = { width: 400, height: 200 };

test("a crop never shows what is beyond the picture", () => {
  expect(withinPicture({ zoom: 1, centerX: 0, centerY: 0 }, wide)).toEqual({
    ...{ zoom: 1, centerX: 0.25, centerY: 0.5 },
  });
  expect(withinPicture({ zoom: 2, centerX: 9, centerY: 9 }, wide)).toEqual({
    ...{ zoom: 2, centerX: 0.875, centerY: 0.75 },
  });
});

test("a crop within the picture stays as it is", () => {
  expect(withinPicture(wholeCrop, wide)).toEqual(wholeCrop);
  const small = { zoom: 4, centerX: 0.3, centerY: 0.6 };
  expect(withinPicture(small, wide)).toEqual(small);
});
