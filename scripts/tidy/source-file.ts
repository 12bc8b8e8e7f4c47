/**
 * A source file as the rules see it: its path from the repository's root, its text, and what one walk over its
 * syntax tree finds. Rules are pure functions of such files, so that a test can hand them a few lines of text.
 */
import { type ESTree, parseSync, Visitor, type VisitorObject } from "rolldown/utils";

export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly program: ESTree.Program;
  /** 1-based line of an offset in the text. */
  lineOf(offset: number): number;
}

export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** A span of the tree, as every node has. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function sourceFile(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text, { sourceType: "module" });
  if (errors.length > 0) throw new Error(`${path} cannot be read: ${errors[0]?.message}`);
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  return {
    path,
    text,
    program,
    lineOf: (offset) => lineStarts.filter((start) => start <= offset).length,
  };
}

export function visit(file: SourceFile, visitor: VisitorObject): void {
  new Visitor(visitor).visit(file.program);
}

export function finding(file: SourceFile, at: Span, message: string): Finding {
  return { path: file.path, line: file.lineOf(at.start), message };
}

export function describeFindings(findings: readonly Finding[]): string {
  return findings.map(({ path, line, message }) => `${path}:${line} ${message}`).join("\n");
}

/** Files that exist for tests alone; rules about the product's own code leave them out. */
export function isTestFile(path: string): boolean {
  return /\.test\.tsx?$|(^|\/)(test|contract|e2e)\/|\/test-database\.ts$/.test(path);
}
