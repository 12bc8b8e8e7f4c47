import { expect, test } from "bun:test";
import { fileLinesMax, findLongFiles, findLongFunctions, findSpread, functionLinesMax } from "./sizes.ts";
import { sourceFile } from "./source-file.ts";

const filler = (lines: number) => "  step();\n".repeat(lines);
const at = (path: string, text: string) => [sourceFile(path, text)];

test("a file is as long as allowed, and one line longer is found", () => {
  expect(findLongFiles(at("a.ts", filler(fileLinesMax)))).toEqual([]);
  expect(findLongFiles(at("a.ts", filler(fileLinesMax + 1)))).toHaveLength(1);
});

test("many long files are found by their median and their ninetieth percentile", () => {
  expect(findSpread(at("a.ts", filler(100)))).toEqual([]);
  expect(findSpread(at("a.ts", filler(101))).map(({ message }) => message)).toEqual([
    "median of lines is 101, at most 100",
  ]);
  expect(findSpread(at("a.ts", filler(301)))).toHaveLength(2);
});

test("a function one line too long is found, whatever its form", () => {
  const inside = filler(functionLinesMax - 2);
  for (const [open, close] of [
    ["function longOne() {", "}"],
    ["const longOne = () => {", "};"],
    ["const object = {\n  longOne() {", "},\n};"],
    ["class Holder {\n  longOne() {", "}\n}"],
  ]) {
    expect(findLongFunctions(at("a.ts", `${open}\n${inside}${close}\n`))).toEqual([]);
    expect(findLongFunctions(at("a.ts", `${open}\n${inside}  step();\n${close}\n`))).toHaveLength(1);
  }
});

test("named functions inside another count for themselves, callbacks for what they stand in", () => {
  const inner = filler(50);
  const withNamed = `function outer() {\n${filler(30)}  function inner() {\n${inner}  }\n}\n`;
  const withConstant = `function outer() {\n${filler(30)}  const inner = () => {\n${inner}  };\n}\n`;
  const withCallback = `function outer() {\n${filler(30)}  run(() => {\n${inner}  });\n}\n`;
  expect(findLongFunctions(at("a.ts", withNamed))).toEqual([]);
  expect(findLongFunctions(at("a.ts", withConstant))).toEqual([]);
  expect(findLongFunctions(at("a.ts", withCallback))).toHaveLength(1);
});

test("a component may be longer than a function", () => {
  const text = `export function Timeline() {\n${filler(200)}}\n`;
  expect(findLongFunctions(at("timeline.tsx", text))).toEqual([]);
  expect(findLongFunctions(at("timeline.ts", text))).toHaveLength(1);
});
