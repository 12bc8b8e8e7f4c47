import { expect, test } from "bun:test";
import type { Contact, ContactGroup } from "@parley/sdk";
import { contactRows, initialsOf, starInitial } from "./contact-rows.ts";

let lastId = 0;

function item(name: string, sortKey: string, change: Partial<Contact> = {}) {
  lastId += 1;
  const contact: Contact = {
    userId: lastId,
    isContact: true,
    isStarred: false,
    isBlocked: false,
    isFollowed: false,
    canSeeMe: true,
    iSee: true,
    remark: null,
    tags: [],
    since: 1,
    sortKey,
    ...change,
  };
  return { contact, user: null, name };
}

const groups: ContactGroup[] = [
  { initial: "A", items: [item("Ann", "Aann"), item("Élodie", "Eelodie", { isStarred: true })] },
  { initial: "L", items: [item("李明", "Lli ming", { tags: ["同事"] })] },
  { initial: "#", items: [item("007", "#007")] },
];

const shown = (query: string) =>
  contactRows({ groups }, query).map((row) => (row.kind === "heading" ? row.initial : row.item.name));

test("starred contacts come first and stand in their place as well", () => {
  expect(shown("")).toEqual([starInitial, "Élodie", "A", "Ann", "Élodie", "L", "李明", "#", "007"]);
  const keys = contactRows({ groups }, "").map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(initialsOf(contactRows({ groups }, ""))).toEqual([starInitial, "A", "L", "#"]);
});

test("a contact is found by name without accents, by pinyin with and without spaces, by tag", () => {
  expect(shown("elodie")).toEqual(["Élodie"]);
  expect(shown("LIMING")).toEqual(["李明"]);
  expect(shown("li m")).toEqual(["李明"]);
  expect(shown("同事")).toEqual(["李明"]);
  expect(shown("nobody")).toEqual([]);
});
