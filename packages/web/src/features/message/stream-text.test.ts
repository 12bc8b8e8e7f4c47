import { expect, test } from "bun:test";
import { withPart } from "./stream-text.ts";

test("[STRM-2] parts are put one after the other", () => {
  expect(withPart("", { position: 0, text: "Hel" })).toBe("Hel");
  expect(withPart("Hel", { position: 3, text: "lo" })).toBe("Hello");
});

test("[STRM-2] a part that is known changes nothing, one that goes further adds the rest", () => {
  expect(withPart("Hello", { position: 0, text: "Hel" })).toBe("Hello");
  expect(withPart("Hello", { position: 3, text: "lo, you" })).toBe("Hello, you");
  expect(withPart("Hello", { position: 5, text: "" })).toBe("Hello");
});

test("[STRM-2] where something between is missing, the part alone says nothing", () => {
  expect(withPart("Hel", { position: 4, text: "o" })).toBe(null);
});
