import { expect, test } from "bun:test";
import { createLog } from "./log.ts";
import { createPreviewNotes } from "./preview-notes.ts";

test("[LINK-8] what became of a preview is counted, and said at the level debug without the query of its address", () => {
  const lines: string[] = [];
  const notes = createPreviewNotes(
    createLog(
      "debug",
      () => 0,
      (line) => lines.push(line),
    ),
  );
  notes.note("made", "https://a.example/path?token=secret#part");
  notes.note("refused", "https://b.example:8443/");
  expect([notes.madeCount, notes.failedCount]).toEqual([1, 1]);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: "debug", outcome: "made", page: "https://a.example/path" },
    { level: "debug", outcome: "refused", page: "https://b.example:8443/" },
  ]);
  expect(lines.join("")).not.toMatch(/secret|part/);
});
