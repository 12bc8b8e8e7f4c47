import { expect, test } from "bun:test";
import type { InboxItem, Settings } from "@parley/sdk";
import { isQuiet, noticeOf } from "./notification-rule.ts";

type Notification = NonNullable<Settings["notification"]>;

const loud: Notification = {
  isEnabled: true,
  showsText: true,
  hasSound: true,
  quietFrom: null,
  quietUntil: null,
};
const told = { seq: 4, mentions: 1 };
const noon = { now: 1_000_000, timeOfDay: "12:00" };

function item(changes: Partial<InboxItem> = {}, message: object = {}): InboxItem {
  const lastMessage = { seq: 5, isMine: false, content: { type: "text", text: "hi" }, ...message };
  return { unread: 1, mentions: 1, own: {}, lastMessage, ...changes } as InboxItem;
}

const notice = (line: InboxItem, changes: Partial<Notification> = {}) =>
  noticeOf(line, told, { notification: { ...loud, ...changes }, ...noon });

test("what is new, unread and somebody else's is told of, with a sound where one is wanted", () => {
  expect(notice(item())).toBe("sounding");
  expect(notice(item(), { hasSound: false })).toBe("silent");
  expect(notice(item({}, { isSilent: true }))).toBe("silent");
  expect(notice(item({}, { seq: 4 }))).toBe("none");
  expect(notice(item({}, { isMine: true }))).toBe("none");
  expect(notice(item({ unread: 0 }))).toBe("none");
  expect(notice(item({}, { content: null }))).toBe("none");
  expect(notice(item({}, { content: { type: "notice" } }))).toBe("none");
  expect(notice(item(), { isEnabled: false })).toBe("none");
});

test("a muted conversation is quiet until its time has come, and levels are kept to", () => {
  expect(notice(item({ own: { mutedUntil: noon.now + 1 } }))).toBe("none");
  expect(notice(item({ own: { mutedUntil: noon.now } }))).toBe("sounding");
  expect(notice(item({ own: { level: "none" }, mentions: 2 }))).toBe("none");
  expect(notice(item({ own: { level: "mentions" } }))).toBe("none");
  expect(notice(item({ own: { level: "mentions" }, mentions: 2 }))).toBe("sounding");
});

test("quiet hours hold from their first minute to before their last, over midnight too", () => {
  const quiet = (quietFrom: string, quietUntil: string, timeOfDay: string) =>
    isQuiet({ notification: { ...loud, quietFrom, quietUntil }, now: 0, timeOfDay });
  expect(quiet("22:00", "07:00", "22:00")).toBe(true);
  expect(quiet("22:00", "07:00", "06:59")).toBe(true);
  expect(quiet("22:00", "07:00", "07:00")).toBe(false);
  expect(quiet("22:00", "07:00", "21:59")).toBe(false);
  expect(quiet("12:00", "13:00", "12:30")).toBe(true);
  expect(quiet("12:00", "13:00", "13:00")).toBe(false);
  expect(notice(item(), { quietFrom: "11:00", quietUntil: "13:00" })).toBe("none");
});
