import { expect, test } from "bun:test";
import { limits } from "@parley/protocol";
import { isLostAnswer } from "./session-policy.ts";

const at = 1_700_000_000_000;
const session = { generation: 5, refreshedAt: at, endedAt: null };

test.each([
  ["the last token, at once", session, 4, at, true],
  ["the last token, at the end of the grace", session, 4, at + limits.refreshGraceMs, true],
  ["the last token, after it", session, 4, at + limits.refreshGraceMs + 1, false],
  ["an older token", session, 3, at, false],
  ["the token that holds", session, 5, at, false],
  ["a token of later", session, 6, at, false],
  ["the last token of a session that ended", { ...session, endedAt: at }, 4, at, false],
] as const)("[ACC-5] %s", (_name, stored, generation, now, isGranted) => {
  expect(isLostAnswer(stored, generation, now)).toBe(isGranted);
});
