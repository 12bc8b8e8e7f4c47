/** A group as its owner, its members and somebody invited live in it. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson, type Person, password, phone } from "./support/person.ts";
import { startServer, type TestServer } from "./support/server.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let ann: Person;
let ben: Person;
let cleo: Person;

beforeAll(async () => {
  [browser, server] = await Promise.all([
    launchChromium(),
    startServer({ environment: { PARLEY_RATE_LIMIT_FACTOR: "0" } }),
  ]);
  ann = await newPerson(browser, server.url);
  ben = await newPerson(browser, server.url);
  cleo = await newPerson(browser, server.url, { viewport: phone });
  await ann.register("ann", "Ann Lindqvist");
  await ben.register("ben", "Ben Osei");
  await cleo.register("cleo", "Cleo Marsh");
  await ann.openDirect("ben");
  const { page } = ann;
  await page.getByRole("button", { name: "New conversation" }).click();
  await page.getByRole("menuitem", { name: "New group" }).click();
  await page.getByLabel("Group name").fill("Harbour");
  await page.getByRole("dialog").getByRole("button", { name: "@ben" }).click();
  await page.getByRole("button", { name: "Create group" }).click();
  await page.locator(".header-name", { hasText: "Harbour" }).waitFor();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const dialog = ({ page }: Person) => page.locator("dialog[open]").last();

/** Opens the group's own menu and picks from it. */
async function pick(person: Person, action: string): Promise<void> {
  await person.page.locator(".details .tile", { hasText: "More" }).click();
  await person.page.getByRole("menuitem", { name: action }).click();
}

test("the owner edits the group and its rules, and the members see it at once", async () => {
  await ben.open("Harbour");
  await ben.showDetails();
  await pick(ann, "Edit group");
  await dialog(ann).getByLabel("Group name").fill("Harbour festival");
  await dialog(ann).getByLabel("Announcement").fill("We meet at the quay at six.");
  await dialog(ann).getByRole("button", { name: "Save" }).click();
  await ben.page.locator(".header-name", { hasText: "Harbour festival" }).waitFor();
  await ben.page.locator(".group-announcement", { hasText: "at the quay at six" }).waitFor();
  await pick(ann, "Group settings");
  await dialog(ann).getByText("Only the owner and admins write").click();
  await ben.page.getByText("Only the owner and admins can write here.").waitFor();
  expect(await ben.page.locator("#composer").count()).toBe(0);
  await dialog(ann).getByText("Only the owner and admins write").click();
  await ben.page.locator("#composer").waitFor();
  await ann.page.keyboard.press("Escape");
  expect([...ann.errors, ...ben.errors]).toEqual([]);
});

test("somebody comes in by the link of an invitation, which then holds for one less", async () => {
  await ann.page.locator(".details .tile", { hasText: "Invite" }).click();
  await dialog(ann).getByRole("button", { name: "Make invitation" }).click();
  await dialog(ann).getByRole("img", { name: "QR code of the invitation" }).waitFor();
  const address = (await dialog(ann).locator(".invite-address").textContent()) ?? "";
  await dialog(ann).getByText("5 people left").waitFor();
  await cleo.page.goto(address);
  await cleo.page.getByRole("button", { name: "Join" }).click();
  await cleo.page.locator(".header-name", { hasText: "Harbour festival" }).waitFor();
  await ann.page.keyboard.press("Escape");
  await ann.page.locator(".member-row", { hasText: "Cleo Marsh" }).waitFor();
  await ann.page.locator(".details .tile", { hasText: "Invite" }).click();
  await dialog(ann).getByText("4 people left").waitFor();
  await dialog(ann).getByRole("button", { name: "Take back" }).click();
  await dialog(ann).getByText("There is none at the moment.").waitFor();
  await ann.page.keyboard.press("Escape");
  expect([...ann.errors, ...cleo.errors]).toEqual([]);
});

test("who follows an invitation is told of it before signing in, and a guest makes the account the group asks for", async () => {
  await ann.page.locator(".details .tile", { hasText: "Invite" }).click();
  await dialog(ann).getByRole("button", { name: "Make invitation" }).click();
  const address = (await dialog(ann).locator(".invite-address").textContent()) ?? "";
  await ann.page.keyboard.press("Escape");
  const guest = await newPerson(browser, address);
  const { page } = guest;
  await page.getByRole("heading", { name: "You are invited to a group" }).waitFor();
  await page.getByRole("button", { name: "Continue as guest" }).click();
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByText("Guests cannot join this group").waitFor();
  // The form has the focus at once.
  await page.keyboard.type("dora");
  expect(await page.getByLabel("Username", { exact: true }).inputValue()).toBe("dora");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.locator(".header-name", { hasText: "Harbour festival" }).waitFor();
  expect(guest.errors).toEqual([]);
  await guest.context.close();
});

test("what a member's profile offers, above the page, can be chosen", async () => {
  await ann.page.locator(".member-row", { hasText: "Cleo Marsh" }).click();
  await dialog(ann).getByRole("button", { name: "More" }).click();
  await ann.page.getByRole("menuitem", { name: "Edit name and tags" }).click();
  await ann.page.getByRole("dialog", { name: "Name and tags" }).waitFor();
  await ann.page.keyboard.press("Escape");
  await ann.page.keyboard.press("Escape");
  await dialog(ann).waitFor({ state: "detached" });
});

test("a member is made admin, muted, unmuted and removed; what they may do follows at once", async () => {
  const actions = (person: Person, name: string) =>
    person.page.getByRole("button", { name: `What to do about ${name}` });
  await actions(ann, "Ben Osei").click();
  await ann.page.getByRole("menuitem", { name: "Make admin" }).click();
  await actions(ben, "Cleo Marsh").click();
  await ben.page.getByRole("menuitem", { name: "Mute for an hour" }).click();
  await cleo.page.getByText("You are muted until").waitFor();
  await actions(ben, "Cleo Marsh").click();
  await ben.page.getByRole("menuitem", { name: "Unmute" }).click();
  await cleo.page.locator("#composer").waitFor();
  await actions(ben, "Cleo Marsh").click();
  await ben.page.getByRole("menuitem", { name: "Remove from group" }).click();
  await dialog(ben).getByRole("button", { name: "Remove from group" }).click();
  await ann.page.locator(".member-row", { hasText: "Cleo Marsh" }).waitFor({ state: "detached" });
  await cleo.page.locator("#composer").waitFor({ state: "detached" });
  expect([...ann.errors, ...ben.errors, ...cleo.errors]).toEqual([]);
});

test("the owner hands the group over and leaves; the new one dissolves it", async () => {
  await pick(ann, "Hand over");
  await dialog(ann).getByRole("button", { name: "Ben Osei" }).click();
  await dialog(ann).getByRole("button", { name: "Hand over" }).click();
  await pick(ann, "Leave group");
  await dialog(ann).getByRole("button", { name: "Leave group" }).click();
  await ann.page.locator(".inbox-row", { hasText: "Harbour festival" }).waitFor({ state: "detached" });
  await pick(ben, "Dissolve group");
  await dialog(ben).getByRole("button", { name: "Dissolve group" }).click();
  await ben.page.getByText("This group was dissolved. You can still read it.").waitFor();
  expect([...ann.errors, ...ben.errors]).toEqual([]);
});
