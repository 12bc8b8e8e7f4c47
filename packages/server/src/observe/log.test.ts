import { expect, test } from "bun:test";
import { createLog } from "./log.ts";

test("[SEC-29] a value can forge no line and no field, and levels below the least are left out", () => {
  const lines: string[] = [];
  const log = createLog(
    "warn",
    () => 0,
    (line) => lines.push(line),
  );
  log.info("not written");
  log.error("failed", { error: 'x"}\n{"level":"info"}\u001b[31m\u0000' });
  expect(lines).toHaveLength(1);
  expect(lines[0]?.match(/\n/g)).toHaveLength(1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that none of them is there is what is looked at
  expect(lines[0]?.trimEnd()).not.toMatch(/[\u0000-\u001f]/);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    time: "1970-01-01T00:00:00.000Z",
    level: "error",
    event: "failed",
  });
});
