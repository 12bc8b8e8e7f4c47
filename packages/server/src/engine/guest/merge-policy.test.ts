import { expect, test } from "bun:test";
import type { Contact } from "@parley/protocol";
import { mergedContact } from "./merge-policy.ts";

const nothing: Contact = {
  userId: 7,
  isContact: false,
  isStarred: false,
  isBlocked: false,
  isFollowed: false,
  canSeeMe: true,
  iSee: true,
  remark: null,
  tags: [],
  since: null,
  sortKey: "A ann",
};
const kept = (fields: Partial<Contact>): Contact => ({ ...nothing, ...fields });
const unkept = {
  ...{ isContact: false, isStarred: false, isBlocked: false, canSeeMe: true, iSee: true },
  ...{ tags: [], since: null },
};

test.each([
  ["nothing and nothing", {}, {}, unkept],
  ["a contact of the guest", {}, { isContact: true, since: 5 }, { ...unkept, isContact: true, since: 5 }],
  [
    "a contact of both, since the first",
    { isContact: true, since: 9 },
    { isContact: true, since: 5 },
    { ...unkept, isContact: true, since: 5 },
  ],
  ["a block of the guest", {}, { isBlocked: true }, { ...unkept, isBlocked: true }],
  [
    "a block of the account, though the guest is a contact",
    { isBlocked: true },
    { isContact: true, since: 5 },
    { ...unkept, isBlocked: true, isContact: true, since: 5 },
  ],
  [
    "who may not see the guest",
    {},
    { canSeeMe: false, iSee: false },
    { ...unkept, canSeeMe: false, iSee: false },
  ],
  [
    "stars and tags",
    { tags: ["a", "b"] },
    { tags: ["b", "c"], isStarred: true },
    { ...unkept, isStarred: true, tags: ["a", "b", "c"] },
  ],
  [
    "the guest's remark, where there is no other",
    {},
    { remark: "Visitor", sortKey: "V visitor" },
    { ...unkept, remark: { text: "Visitor", sortKey: "V visitor" } },
  ],
  ["the account's remark before the guest's", { remark: "Ann" }, { remark: "Visitor" }, unkept],
] as const)("[GUE-33] %s", (_name, account, guest, expected) => {
  expect(mergedContact(kept(account as Partial<Contact>), kept(guest as Partial<Contact>))).toEqual(
    expected as never,
  );
});
