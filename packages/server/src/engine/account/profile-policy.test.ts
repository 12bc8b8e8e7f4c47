import { expect, test } from "bun:test";
import { canonicalLanguage, isBirthday, isWebsite } from "./profile-policy.ts";

const now = Date.UTC(2026, 5, 15, 12);

test.each([
  ["2000-02-29", true],
  ["1900-01-01", true],
  ["2026-06-15", true],
  ["2026-06-16", true],
  ["2026-06-17", false],
  ["1899-12-31", false],
  ["2001-02-29", false],
  ["2000-04-31", false],
  ["2000-00-10", false],
])("[PROF-2] %s is a birthday: %p", (day, is) => {
  expect(isBirthday(day, now)).toBe(is);
});

test.each([
  ["https://example.test", true],
  ["http://例え.テスト/页?x=1#y", true],
  ["http://[::1]:8080/", true],
  ["https://user@example.test", false],
  ["https://:secret@example.test", false],
  ["ftp://example.test", false],
  ["https://", false],
  ["https://exa mple.test", false],
])("[PROF-2] %s is a website: %p", (address, is) => {
  expect(isWebsite(address)).toBe(is);
});

test("[PROF-2] a language is kept in its proper form", () => {
  expect(canonicalLanguage("ZH-hans-cn", "/language")).toBe("zh-Hans-CN");
  expect(() => canonicalLanguage("a-b-c-d", "/language")).toThrow("/language is not allowed.");
});
