import { expect, test } from "bun:test";
import type { ConversationStatus, GroupSettings } from "@parley/protocol";
import { isRuled, type WritingQuestion, writingRefusal } from "./group-policy.ts";
import { groupSettingsOf } from "./group-settings.ts";

const standard = groupSettingsOf({ settings: {} });
const set = (changes: Partial<GroupSettings>) => ({ ...standard, ...changes });
const plain: WritingQuestion = {
  role: "member",
  isGuest: false,
  status: "active",
  settings: standard,
  mutedUntil: 0,
  pacedAt: 0,
  now: 1_000,
};

const cases: readonly (readonly [string, Partial<WritingQuestion>, ReturnType<typeof writingRefusal>])[] = [
  ["an active member", {}, null],
  ["anybody where it is locked", { status: "locked", role: "owner" }, { rule: "locked" }],
  ["anybody where it is dissolved", { status: "dissolved", role: "owner" }, { rule: "dissolved" }],
  ["one muted until later", { mutedUntil: 1_001 }, { rule: "muted" }],
  ["one muted until now", { mutedUntil: 1_000 }, null],
  ["a muted admin", { mutedUntil: 1_001, role: "admin" }, { rule: "muted" }],
  ["a member where all are muted", { settings: set({ isMutedAll: true }) }, { rule: "mutedAll" }],
  ["an admin where all are muted", { settings: set({ isMutedAll: true }), role: "admin" }, null],
  ["a member of a broadcast", { settings: set({ isBroadcast: true }) }, { rule: "broadcast" }],
  ["the owner of a broadcast", { settings: set({ isBroadcast: true }), role: "owner" }, null],
  [
    "a guest where guests read",
    { isGuest: true, settings: set({ guestsMayWrite: false }) },
    { rule: "guests" },
  ],
  ["a guest where they write", { isGuest: true }, null],
  [
    "one who is too fast",
    { settings: set({ slowModeMs: 500 }), pacedAt: 600 },
    { rule: "slowMode", waitMs: 100 },
  ],
  ["one who has waited", { settings: set({ slowModeMs: 500 }), pacedAt: 500 }, null],
  ["a fast admin", { settings: set({ slowModeMs: 500 }), pacedAt: 600, role: "admin" }, null],
];

for (const [title, changes, expected] of cases) {
  test(`[GRP-30] [GRP-31] [GRP-32] [GRP-33] ${title}`, () => {
    expect(writingRefusal({ ...plain, ...changes })).toEqual(expected);
  });
}

const ruled = (status: ConversationStatus, settings: GroupSettings) =>
  isRuled({ kind: "group", status, settings });

test("[GRP-30] the rules are asked exactly where somebody active may be refused", () => {
  expect(ruled("active", standard)).toBe(false);
  expect(ruled("active", set({ edit: "everyone", showsHistory: false, join: "open" }))).toBe(false);
  expect(ruled("locked", standard)).toBe(true);
  expect(ruled("dissolved", standard)).toBe(true);
  expect(ruled("active", set({ isMutedAll: true }))).toBe(true);
  expect(ruled("active", set({ isBroadcast: true }))).toBe(true);
  expect(ruled("active", set({ slowModeMs: 1 }))).toBe(true);
  expect(ruled("active", set({ guestsMayWrite: false }))).toBe(true);
  expect(isRuled({ kind: "lobby", status: "active", settings: standard })).toBe(true);
});
