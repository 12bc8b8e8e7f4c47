import { expect, test } from "bun:test";
import { findDeadFiles } from "./dead-files.ts";
import { findBrokenLinks, findMachineTraces, findUnexplainedDependencies } from "./documents.ts";
import { sourceFile } from "./source-file.ts";
import { checkSpecRules } from "./spec-rules.ts";

test("a link to a missing file or heading is found, a good one and one to the web are not", () => {
  const files = [
    {
      path: "docs/a.md",
      text: "[b](b.md) [c](c.md)\n[d](b.md#the-way) [e](b.md#no-way) [w](https://example.com)",
    },
    { path: "docs/b.md", text: "# B\n\n## The way\n\n[up](../README.md) [own](#the-way)" },
  ];
  const exists = (path: string) => ["docs/a.md", "docs/b.md", "README.md"].includes(path);
  expect(findBrokenLinks(files, exists).map(({ line, message }) => [line, message])).toEqual([
    [1, "link to c.md: there is no such file"],
    [2, "link to b.md#no-way: there is no such heading"],
  ]);
});

test("a path of one machine and a registry's name are found", () => {
  const traces = (text: string) => findMachineTraces([{ path: "docs/a.md", text }]);
  // Put together here, so that this file has no such path itself.
  for (const path of ["home/mary/parley", "root/x", "work/main/x", "Users/mary"]) {
    for (const before of ["see ", '"', "("]) expect(traces(`${before}/${path}`)).toHaveLength(1);
  }
  expect(traces('"resolved": "https://somewhere.example/a.tgz"')).toHaveLength(1);
  expect(traces("https://registry.npmjs.org/typebox")).toHaveLength(1);
  expect(traces(`/usr/lib and /v1/connect and a/${"work"}/b`)).toEqual([]);
});

test("a file nothing leads to is found; what a program, a test or a page starts is not", () => {
  const files = [
    sourceFile("packages/server/src/main.ts", 'import "./app.ts";'),
    sourceFile("packages/server/src/app.ts", 'new Worker(new URL("./thread.ts", import.meta.url));'),
    sourceFile("packages/server/src/thread.ts", "export const thread = 1;"),
    sourceFile("packages/server/src/forgotten.ts", "export const forgotten = 1;"),
    sourceFile("packages/server/test/a.test.ts", 'import "./support/server.ts";'),
    sourceFile("packages/server/test/support/server.ts", "export const server = 1;"),
    sourceFile("packages/web/src/page.ts", "export const page = 1;"),
  ];
  const mentions = ['<script src="/src/page.ts">'];
  expect(findDeadFiles(files, mentions).map(({ path }) => path)).toEqual([
    "packages/server/src/forgotten.ts",
  ]);
});

test("rules without a test and citations without a rule are found", () => {
  const { uncited, unknown } = checkSpecRules([
    { path: "docs/spec/messages.md", text: "- **MSG-1** One.\n- **MSG-2** Two.\n- **MSG-3** Three." },
    { path: "a.test.ts", text: 'test("[MSG-1, MSG-9] works", ...)\ntest("[INV-4] is no rule of ours", ...)' },
    { path: "b.ts", text: "// [MSG-2] in code is no test" },
  ]);
  expect(uncited).toEqual(["MSG-2", "MSG-3"]);
  expect(unknown).toEqual([{ path: "a.test.ts", line: 1, message: "cites MSG-9, which is no rule" }]);
});

test("a dependency without a reason is found", () => {
  const files = [
    {
      path: "package.json",
      text: '{"dependencies":{"bun":"1","@parley/sdk":"1"},"devDependencies":{"left-pad":"1"}}',
    },
    { path: "docs/dependencies.md", text: "| `bun` | runtime | |" },
  ];
  expect(findUnexplainedDependencies(files).map(({ message }) => message)).toEqual([
    "left-pad has no line in docs/dependencies.md",
  ]);
});
