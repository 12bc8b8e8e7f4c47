import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { allReferenceFiles, referenceFolder } from "./reference-files.ts";

test("docs/reference is what the tables say; `npm run reference` brings it up to date", () => {
  const files = allReferenceFiles();
  expect(readdirSync(referenceFolder).sort()).toEqual(Object.keys(files).sort());
  const stale = Object.entries(files).filter(
    ([name, text]) => readFileSync(`${referenceFolder}/${name}`, "utf8") !== text,
  );
  expect(stale.map(([name]) => name)).toEqual([]);
});

test("[RUN-10] the configuration page has every option under its three names", () => {
  const page = allReferenceFiles()["configuration.md"] ?? "";
  expect(page).toContain("| `databaseUrl` | `PARLEY_DATABASE_URL` | `--database-url` |");
});
