import { expect, test } from "bun:test";
import { type KeyPress, meansSend } from "./enter-press.ts";

const press = (more: Partial<KeyPress>): KeyPress => ({
  key: "Enter",
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

test("Enter sends and Shift+Enter does not", () => {
  expect(meansSend(press({}), true)).toBe(true);
  expect(meansSend(press({ shiftKey: true }), true)).toBe(false);
});

test("the Enter that takes a candidate of an input method never sends", () => {
  expect(meansSend(press({ isComposing: true }), true)).toBe(false);
  expect(meansSend(press({ keyCode: 229 }), true)).toBe(false);
  expect(meansSend(press({ isComposing: true, ctrlKey: true }), false)).toBe(false);
});

test("where Enter starts a line, Ctrl or Cmd with Enter sends", () => {
  expect(meansSend(press({}), false)).toBe(false);
  expect(meansSend(press({ ctrlKey: true }), false)).toBe(true);
  expect(meansSend(press({ metaKey: true }), false)).toBe(true);
});

test("other keys do not send", () => {
  expect(meansSend(press({ key: "a" }), true)).toBe(false);
});
