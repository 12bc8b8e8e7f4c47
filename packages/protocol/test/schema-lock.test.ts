import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { protocolVersion } from "../src/version.ts";
import { versionHistory } from "../src/version-history.ts";
import { wireShape } from "../src/wire-shape.ts";

const hash = createHash("sha256").update(wireShape()).digest("hex");
const newest = versionHistory.at(-1);

const advice = `
The wire changed: its hash is now
  ${hash}
If you did not mean to change what travels, undo the change. If you did, add an entry to
packages/protocol/src/version-history.ts with this hash, the next revision, and what changed. When a client of
today could no longer talk to such a server, raise protocolVersion in version.ts as well and begin at revision 1.
Then run \`npm run reference\`.`;

test("what travels changes only with a line in the version history", () => {
  if (newest?.hash !== hash) throw new Error(advice);
  expect(newest.version).toBe(protocolVersion);
});

test("the history counts its versions and revisions up and explains each", () => {
  for (const [index, entry] of versionHistory.entries()) {
    const previous = versionHistory[index - 1];
    const isNextRevision =
      entry.version === (previous?.version ?? 1) && entry.revision === (previous?.revision ?? 0) + 1;
    const isNextVersion = entry.version === (previous?.version ?? 0) + 1 && entry.revision === 1;
    expect(isNextRevision || isNextVersion).toBe(true);
    expect(entry.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(entry.changed.length).toBeGreaterThan(10);
  }
});

test("the shape tells a changed limit or field, and not a changed description", () => {
  expect(wireShape()).toContain('"textCharsMax":8000');
  expect(wireShape()).toContain('"conversationId"');
  expect(wireShape()).not.toContain('"description":"');
});
