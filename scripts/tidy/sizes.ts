/** How long files and functions may be. */
import { type Finding, finding, isTestFile, type SourceFile, type Span, visit } from "./source-file.ts";

export const fileLinesMax = 500;
export const functionLinesMax = 70;
export const componentLinesMax = 250;
export const medianLinesMax = 100;
export const ninetiethLinesMax = 300;

export function findLongFiles(files: readonly SourceFile[]): readonly Finding[] {
  return files
    .filter((file) => lineCount(file) > fileLinesMax)
    .map((file) => ({
      path: file.path,
      line: 1,
      message: `has ${lineCount(file)} lines, at most ${fileLinesMax}`,
    }));
}

/** The spread over all files: half of them short, nine tenths of a readable length. */
export function findSpread(files: readonly SourceFile[]): readonly Finding[] {
  const counts = files.map(lineCount).sort((left, right) => left - right);
  const at = (share: number) => counts[Math.floor(counts.length * share)] ?? 0;
  const checks = [
    { title: "median", value: at(0.5), max: medianLinesMax },
    { title: "90th percentile", value: at(0.9), max: ninetiethLinesMax },
  ];
  return checks
    .filter(({ value, max }) => value > max)
    .map(({ title, value, max }) => ({
      path: ".",
      line: 1,
      message: `${title} of lines is ${value}, at most ${max}`,
    }));
}

/**
 * Functions over their cap. Named functions and methods inside another are counted for themselves and not for it;
 * callbacks count for what they stand in. A component may be longer: most of it is markup.
 */
export function findLongFunctions(files: readonly SourceFile[]): readonly Finding[] {
  return files.filter((file) => !isTestFile(file.path)).flatMap(longFunctionsOf);
}

interface Measured extends Span {
  readonly name: string;
  readonly isNamed: boolean;
}

function longFunctionsOf(file: SourceFile): readonly Finding[] {
  const measured: Measured[] = [];
  const named = new Set<number>();
  visit(file, {
    MethodDefinition: (node) => void named.add(node.value.start),
    Property: (node) => {
      if (node.method === true) named.add(node.value.start);
    },
    VariableDeclarator: (node) => {
      if (node.init !== null) named.add(node.init.start);
    },
    FunctionDeclaration: (node) =>
      measured.push({ ...spanOf(node), name: node.id?.name ?? "", isNamed: true }),
    FunctionExpression: (node) => {
      measured.push({ ...spanOf(node), name: node.id?.name ?? "", isNamed: named.has(node.start) });
    },
    ArrowFunctionExpression: (node) => {
      measured.push({ ...spanOf(node), name: "", isNamed: named.has(node.start) });
    },
  });
  return measured.flatMap((item) => {
    const lines = ownLines(file, item, measured);
    const max = file.path.endsWith(".tsx") && /^[A-Z]/.test(item.name) ? componentLinesMax : functionLinesMax;
    const name = item.name === "" ? "a function" : item.name;
    return lines > max ? [finding(file, item, `${name} has ${lines} lines, at most ${max}`)] : [];
  });
}

function ownLines(file: SourceFile, item: Measured, all: readonly Measured[]): number {
  const inside = all.filter((other) => other.isNamed && other.start > item.start && other.end <= item.end);
  const outermost = inside.filter(
    (other) =>
      !inside.some((outer) => outer !== other && outer.start <= other.start && outer.end >= other.end),
  );
  return outermost.reduce((lines, other) => lines - linesOf(file, other) + 1, linesOf(file, item));
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

function linesOf(file: SourceFile, span: Span): number {
  return file.lineOf(span.end) - file.lineOf(span.start) + 1;
}

function lineCount(file: SourceFile): number {
  return file.text.split("\n").length - 1;
}
