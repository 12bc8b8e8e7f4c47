import { expect, test } from "bun:test";
import { regionalTag } from "./dates.ts";

test("[UX-59] dates are written as in the reader's country, where it speaks the language of the page", () => {
  expect(regionalTag("en", ["de-DE", "en-GB", "en-US"])).toBe("en-GB");
  expect(regionalTag("zh-CN", ["zh-TW", "en"])).toBe("zh-TW");
  expect(regionalTag("en", ["de-DE"])).toBe("en");
  expect(regionalTag("en", [])).toBe("en");
});
