import { expect, test } from "bun:test";
import type { InboxItem } from "@parley/sdk";
import { isArchived, isMarkedUnread, isShownIn } from "./inbox-marks.ts";

const item = (more: Partial<InboxItem>): InboxItem => ({
  conversation: { id: 1, kind: "group", name: "A", avatar: null, ownerId: 1, memberCount: 2, createdAt: 0 },
  ...{ title: "A", avatar: null, peer: null, lastMessage: null, lastActiveAt: 0, lastSeq: 5, readSeq: 5 },
  ...{ unread: 0, status: "active", mentions: 0, own: {}, draft: null },
  ...more,
});

test("an archived conversation comes back with the next message, a muted one does not", () => {
  expect(isArchived(item({ own: { archivedSeq: 5 } }), 10)).toBe(true);
  expect(isArchived(item({ own: { archivedSeq: 4 } }), 10)).toBe(false);
  expect(isArchived(item({ own: { archivedSeq: 4, mutedUntil: 11 } }), 10)).toBe(true);
  expect(isArchived(item({ own: { archivedSeq: 4, mutedUntil: 9 } }), 10)).toBe(false);
});

test("a mark of being unread ends with the next reading", () => {
  expect(isMarkedUnread(item({ own: { unreadMarkSeq: 5 } }))).toBe(true);
  expect(isMarkedUnread(item({ own: { unreadMarkSeq: 4 } }))).toBe(false);
});

test("each filter shows its own, and archived ones stay out of all but theirs and their folder", () => {
  const shown = (more: Partial<InboxItem>) =>
    (["all", "unread", "groups", "archived", 7] as const).filter((filter) =>
      isShownIn(item(more), filter, 10),
    );
  expect(shown({})).toEqual(["all", "groups"]);
  expect(shown({ unread: 2 })).toEqual(["all", "unread", "groups"]);
  expect(shown({ own: { unreadMarkSeq: 5, folderIds: [7] } })).toEqual(["all", "unread", "groups", 7]);
  expect(shown({ unread: 2, own: { archivedSeq: 5 } })).toEqual(["archived"]);
});
