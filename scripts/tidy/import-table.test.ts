import { expect, test } from "bun:test";
import { findForbiddenImports } from "./import-table.ts";
import { findCycles } from "./imports.ts";
import { sourceFile } from "./source-file.ts";

const engine = "packages/server/src/engine/message";

function messagesFor(path: string, text: string): readonly string[] {
  return findForbiddenImports([sourceFile(path, text)]).map(({ message }) => message);
}

test("an import that no line of the table allows is found, whatever its form", () => {
  for (const text of [
    'import { flush } from "../../delivery/outbox.ts";',
    'export { flush } from "../../delivery/outbox.ts";',
    'export * from "../../delivery/outbox.ts";',
    'const { flush } = await import("../../delivery/outbox.ts");',
    'import "../../delivery/outbox.ts";',
    'type Flush = import("../../delivery/outbox.ts").Flush;',
    'const worker = new URL("../../delivery/outbox.ts", import.meta.url);',
  ]) {
    expect(messagesFor(`${engine}/send-message.ts`, text)).toEqual(["engine may not import delivery"]);
  }
});

test("a package that is not listed for the folder is found", () => {
  expect(messagesFor(`${engine}/send-message.ts`, 'import { Database } from "bun:sqlite";')).toEqual([
    "engine may not import the package bun:sqlite",
  ]);
  expect(messagesFor("packages/protocol/src/json.ts", 'import { z } from "zod/v4";')).toEqual([
    "protocol may not import the package zod",
  ]);
});

test("where types alone are allowed, a value is found and a type is not", () => {
  const path = "packages/server/src/bus/in-process-bus.ts";
  expect(messagesFor(path, 'import type { Bus } from "../engine/ports/bus.ts";')).toEqual([]);
  expect(messagesFor(path, 'import { type Bus } from "../engine/ports/bus.ts";')).toEqual([]);
  expect(messagesFor(path, 'import { bus } from "../engine/ports/bus.ts";')).toEqual([
    "bus may not import more than types of ports",
  ]);
});

test("a folder that is in no line of the table is found", () => {
  expect(messagesFor("packages/server/src/gadgets/gadget.ts", "export const gadget = 1;")).toEqual([
    "has no line in the import table",
  ]);
});

test("a workspace package is followed to its files", () => {
  expect(messagesFor("packages/protocol/src/json.ts", 'import { createClient } from "@parley/sdk";')).toEqual(
    ["protocol may not import sdk"],
  );
});

test("a circle of imports is found, one of types is not", () => {
  const circle = (kind: string) => [
    sourceFile("a/one.ts", `import ${kind} { two } from "./two.ts";`),
    sourceFile("a/two.ts", 'import { three } from "./three.ts";'),
    sourceFile("a/three.ts", 'import { one } from "./one.ts";'),
  ];
  expect(findCycles(circle("")).map(({ message }) => message)).toEqual([
    "imports in a circle: a/one.ts -> a/two.ts -> a/three.ts -> a/one.ts",
  ]);
  expect(findCycles(circle("type"))).toEqual([]);
});
