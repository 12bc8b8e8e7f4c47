import { expect, test } from "bun:test";
import { accountEn } from "./account/en.ts";
import { accountZhCn } from "./account/zh-cn.ts";
import { adminEn } from "./admin/en.ts";
import { adminZhCn } from "./admin/zh-cn.ts";
import { approveEn, approveZhCn } from "./approve/approve-text.ts";
import { en } from "./en.ts";
import { groupsEn } from "./groups/en.ts";
import { groupsZhCn } from "./groups/zh-cn.ts";
import { inboxEn } from "./inbox/en.ts";
import { inboxZhCn } from "./inbox/zh-cn.ts";
import { mediaEn } from "./media/en.ts";
import { mediaZhCn } from "./media/zh-cn.ts";
import { ownEn } from "./own/en.ts";
import { ownZhCn } from "./own/zh-cn.ts";
import { peopleEn } from "./people/en.ts";
import { peopleZhCn } from "./people/zh-cn.ts";
import { searchEn } from "./search/en.ts";
import { searchZhCn } from "./search/zh-cn.ts";
import { settingsEn } from "./settings/en.ts";
import { settingsZhCn } from "./settings/zh-cn.ts";
import { stickersEn } from "./stickers/en.ts";
import { stickersZhCn } from "./stickers/zh-cn.ts";
import { talkEn } from "./talk/en.ts";
import { talkZhCn } from "./talk/zh-cn.ts";
import { zhCn } from "./zh-cn.ts";

const english = {
  ...en,
  ways: accountEn,
  people: peopleEn,
  settingsPages: settingsEn,
  admin: adminEn,
  approve: approveEn,
  groups: groupsEn,
  inboxPart: inboxEn,
  own: ownEn,
  media: mediaEn,
  search: searchEn,
  stickers: stickersEn,
  talk: talkEn,
};
const chinese = {
  ...zhCn,
  ways: accountZhCn,
  people: peopleZhCn,
  settingsPages: settingsZhCn,
  admin: adminZhCn,
  approve: approveZhCn,
  groups: groupsZhCn,
  inboxPart: inboxZhCn,
  own: ownZhCn,
  media: mediaZhCn,
  search: searchZhCn,
  stickers: stickersZhCn,
  talk: talkZhCn,
};

/** Every text with its path; functions are called with stand-ins. */
function texts(node: object, path = ""): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] => {
    const at = `${path}/${key}`;
    if (typeof value === "string") return [[at, value]];
    if (typeof value === "function") return [[at, value(...Array(value.length).fill(3))]];
    return texts(value, at);
  });
}

test("both languages have the same texts, none of them empty", () => {
  const names = (dictionary: object) => texts(dictionary).map(([at]) => at);
  expect(names(chinese)).toEqual(names(english));
  for (const [, words] of [...texts(english), ...texts(chinese)]) expect(words.trim()).not.toBe("");
});

test("Chinese texts are Chinese and use its punctuation", () => {
  const sameInBoth = new Set(["/app/name", "/account/number", "/message/spoken"]);
  for (const [at, words] of texts(chinese)) {
    if (sameInBoth.has(at)) continue;
    expect(words).toMatch(/\p{Script=Han}/u);
    expect(words).not.toMatch(/\p{Script=Han}[,?!:;]/u);
  }
});

test("English numbers choose singular or plural", () => {
  expect(en.inbox.unread(1)).toBe("1 unread message");
  expect(en.inbox.unread(2)).toBe("2 unread messages");
});
