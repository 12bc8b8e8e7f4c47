import { expect, test } from "bun:test";
import { isPasswordAllowed, isUsernameAllowed } from "./new-account.ts";

test("[ACC-1] usernames of any script with 3-32 letters, digits or underscores are let through, others are not", () => {
  for (const good of ["ann", "王小明", "a_1", "x".repeat(32), "Žofie", "नमस्ते", "𠮷".repeat(32)])
    expect(isUsernameAllowed(good)).toBe(true);
  for (const bad of ["", "ab", "x".repeat(33), "a b c", "ann!", "<b>ann", "\u0301ann"])
    expect(isUsernameAllowed(bad)).toBe(false);
});

test("[ACC-2] passwords of 8-128 characters are let through, others are not", () => {
  expect(isPasswordAllowed("12345678")).toBe(true);
  expect(isPasswordAllowed("x".repeat(128))).toBe(true);
  expect(isPasswordAllowed("1234567")).toBe(false);
  expect(isPasswordAllowed("x".repeat(129))).toBe(false);
});
