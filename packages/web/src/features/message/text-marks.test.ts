import { expect, test } from "bun:test";
import { markOf, withMark } from "./text-marks.ts";

const press = (key: string, more: object = {}) => ({
  ...{ key, ctrlKey: true, metaKey: false, altKey: false, shiftKey: false },
  ...more,
});

test("known keys mark what is selected, the same again takes the marks away", () => {
  const bold = withMark("say it loud", 4, 6, "**");
  expect(bold).toEqual({ text: "say **it** loud", start: 6, end: 8 });
  expect(withMark(bold.text, bold.start, bold.end, "**")).toEqual({ text: "say it loud", start: 4, end: 6 });
  expect(withMark("", 0, 0, "`")).toEqual({ text: "``", start: 1, end: 1 });
});

test("italic within bold is added and taken away, and bold is not taken for italic", () => {
  const both = withMark("**it**", 2, 4, "*");
  expect(both).toEqual({ text: "***it***", start: 3, end: 5 });
  expect(withMark(both.text, both.start, both.end, "*")).toEqual({ text: "**it**", start: 2, end: 4 });
});

test("only with Ctrl or Cmd, and never with Alt, which types letters on some keyboards", () => {
  expect(markOf(press("b"))).toBe("**");
  expect(markOf(press("I", { ctrlKey: false, metaKey: true }))).toBe("*");
  expect(markOf(press("X", { shiftKey: true }))).toBe("~~");
  expect(markOf(press("b", { shiftKey: true }))).toBeNull();
  expect(markOf(press("b", { ctrlKey: false }))).toBeNull();
  expect(markOf(press("e", { altKey: true }))).toBeNull();
});
