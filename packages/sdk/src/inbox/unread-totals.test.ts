import { expect, test } from "bun:test";
import type { OwnState } from "@parley/protocol";
import { nextMuteEnd, unreadTotals } from "./unread-totals.ts";

const now = 1_000_000;
const line = (unread: number, own: OwnState = {}, more: { mentions?: number; readSeq?: number } = {}) => ({
  ...{ unread, own, mentions: 0, readSeq: 10 - unread, lastSeq: 10 },
  ...more,
});

test.each([
  ["an ordinary one counts", line(3), 3, 0],
  ["a muted one is told apart", line(3, { mutedUntil: now + 1 }), 0, 3],
  ["a mute that is over is none", line(3, { mutedUntil: now }), 3, 0],
  ["of a level of mentions these count", line(3, { level: "mentions" }, { mentions: 1 }), 1, 2],
  ["of no level nothing counts", line(3, { level: "none" }, { mentions: 1 }), 0, 3],
  ["a muted one's mentions do not count", line(3, { mutedUntil: now + 1 }, { mentions: 2 }), 0, 3],
  ["an archived one is told apart", line(3, { archivedSeq: 10 }), 0, 3],
  ["an archived one that came back counts", line(3, { archivedSeq: 9 }), 3, 0],
  ["a mark counts as one", line(0, { unreadMarkSeq: 10 }), 1, 0],
  ["a mark adds nothing to unread messages", line(2, { unreadMarkSeq: 8 }), 2, 0],
  ["a mark from before the reading is none", line(0, { unreadMarkSeq: 4 }), 0, 0],
  ["a muted mark is told apart", line(0, { unreadMarkSeq: 10, mutedUntil: now + 1 }), 0, 1],
] as const)("[INB-9] %s", (_, item, unreadTotal, quietUnreadTotal) => {
  expect(unreadTotals([item], now)).toEqual({ unreadTotal, quietUnreadTotal });
  const doubled = { unreadTotal: 2 * unreadTotal, quietUnreadTotal: 2 * quietUnreadTotal };
  expect(unreadTotals([item, item], now)).toEqual(doubled);
});

test("[INB-9] the next mute to end is the earliest that has not", () => {
  expect(nextMuteEnd([line(1), line(1, { mutedUntil: now })], now)).toBeNull();
  const items = [line(1, { mutedUntil: now + 9 }), line(1, { mutedUntil: now + 5 })];
  expect(nextMuteEnd(items, now)).toBe(now + 5);
});
