/**
 * People, as somebody new to the client meets them: asking, answering, keeping, blocking; refused messages; one's own
 * profile, devices and choices.
 */
import { afterAll, afterEach, beforeAll, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson, type Person, type PersonOptions, password, phone } from "./support/person.ts";
import { startServer, type TestServer } from "./support/server.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let people: Person[] = [];

beforeAll(async () => {
  browser = await launchChromium();
});

// One server a test: registrations are limited by address, and all of these people share one.
beforeEach(async () => {
  server = await startServer({ strangerMessages: "one" });
});

afterEach(async () => {
  for (const person of people) await person.context.close();
  people = [];
  await server?.stop();
});

afterAll(async () => {
  await browser?.close();
});

async function newcomer(username: string, nickname: string, options?: PersonOptions): Promise<Person> {
  const person = await newPerson(browser, server.url, options);
  people.push(person);
  await person.register(username, nickname);
  return person;
}

const navigation = (page: Page) => page.locator(".navigation");
const toContacts = (page: Page) =>
  navigation(page)
    .getByRole("link", { name: /^Contacts/ })
    .click();

/** Finds somebody from the contacts page and asks them. */
async function ask({ page }: Person, username: string, message: string): Promise<void> {
  await toContacts(page);
  await page.locator(".contact-list").getByRole("button", { name: "New contact" }).first().click();
  await page.getByPlaceholder("Name, username or ID").fill(username);
  await page
    .getByRole("dialog")
    .getByRole("button", { name: `@${username}` })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Add contact" }).click();
  await page.getByLabel("Message", { exact: true }).fill(message);
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByText("Request sent").first().waitFor();
  await page.keyboard.press("Escape");
}

/** Both become contacts. */
async function befriend(one: Person, other: Person, usernameOfOther: string): Promise<void> {
  await ask(one, usernameOfOther, "It is me");
  await toContacts(other.page);
  await other.page.getByRole("link", { name: "Contact requests" }).click();
  await other.page.getByRole("button", { name: "Accept" }).click();
  await one.page.locator(".contact-row").waitFor();
  await other.page.locator(".contact-row").waitFor();
}

test("two people become contacts: asked on one side, counted and accepted on the other, shown on both at once", async () => {
  const ann = await newcomer("ann", "Ann Lindqvist");
  const bob = await newcomer("bob", "Bob Weber", { viewport: phone });
  await toContacts(ann.page);
  await ann.page.getByText("No contacts yet").waitFor();
  await ask(ann, "bob", "We met at the harbour");
  await navigation(bob.page).getByRole("link", { name: "Contacts 1 contact request" }).click();
  await bob.page.getByRole("link", { name: "Contact requests" }).click();
  await bob.page.getByText("We met at the harbour").waitFor();
  await bob.page.getByRole("button", { name: "Accept" }).click();
  await bob.page.getByText("Accepted", { exact: true }).waitFor();
  await ann.page.locator(".contact-row", { hasText: "Bob Weber" }).click();
  await ann.page.getByRole("button", { name: "Message", exact: true }).click();
  await ann.page.getByText("You are now contacts. Say hello.").last().waitFor();
  for (const words of ["Hello", "How are you?", "Still there?"]) await ann.write(words);
  await ann.message("Still there?").getByLabel("Sent", { exact: true }).waitFor();
  await bob.page.getByRole("button", { name: "Back" }).click();
  await bob.page.locator(".contact-row", { hasText: "Ann Lindqvist" }).waitFor();
  expect([...ann.errors, ...bob.errors]).toEqual([]);
});

test("a contact is starred, named and tagged, found by it, shown by it in the inbox, and the other device follows", async () => {
  const ann = await newcomer("ann", "Ann Lindqvist");
  const bob = await newcomer("bob", "Bob Weber");
  await befriend(ann, bob, "bob");
  const tablet = await newPerson(browser, server.url, { viewport: phone });
  people.push(tablet);
  await tablet.signIn("ann");
  const { page } = ann;
  await page.locator(".contact-row").click();
  await page.getByRole("button", { name: "Star", exact: true }).click();
  await page.getByRole("button", { name: "Starred", pressed: true }).waitFor();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Edit name and tags" }).click();
  await page.getByLabel("Your name for them").fill("Robert from work");
  await page.getByLabel("Tags", { exact: true }).fill("harbour, sailing");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Robert from work" }).waitFor();
  expect(await page.locator(".contact-heading").allTextContents()).toEqual(["Starred", "R"]);
  await page.getByPlaceholder("Search contacts").fill("sailing");
  await page.locator(".contact-row", { hasText: "Robert from work" }).waitFor();
  await page.getByPlaceholder("Search contacts").fill("zzz");
  await page.getByText("No contact matches").waitFor();
  await tablet.page.locator(".inbox-row", { hasText: "Robert from work" }).waitFor();
  await toContacts(tablet.page);
  await tablet.page.locator(".contact-row", { hasText: "Robert from work" }).first().waitFor();
  await tablet.page.reload();
  await tablet.page.locator(".contact-heading", { hasText: "Starred" }).waitFor();
  expect([...ann.errors, ...bob.errors, ...tablet.errors]).toEqual([]);
});

test("a stranger's second message says what to do, and goes through once both are contacts", async () => {
  const ann = await newcomer("ann", "Ann Lindqvist");
  const bob = await newcomer("bob", "Bob Weber");
  await ann.openDirect("bob");
  await ann.write("Is the boat for sale?");
  await ann.message("Is the boat for sale?").getByLabel("Sent", { exact: true }).waitFor();
  await ann.write("I could come today");
  const refused = ann.message("I could come today");
  await refused.getByText("You can send one message until Bob Weber answers.").waitFor();
  await refused.getByRole("button", { name: "Add contact" }).click();
  await ann.page.getByRole("dialog").getByRole("button", { name: "Add contact" }).click();
  await ann.page.getByRole("button", { name: "Send request" }).click();
  await ann.page.getByRole("dialog").getByRole("button", { name: "Request sent" }).waitFor();
  await ann.page.keyboard.press("Escape");
  await bob.open("Ann Lindqvist");
  await bob.showDetails();
  await bob.page.getByText("Ann Lindqvist would like to become contacts").waitFor();
  await bob.page.getByRole("button", { name: "Accept" }).click();
  await ann.page.getByText("You are now contacts").last().waitFor();
  await refused.getByRole("button", { name: "Retry" }).click();
  await refused
    .getByLabel("Sent", { exact: true })
    .or(refused.getByLabel("Read", { exact: true }))
    .waitFor();
  expect([...ann.errors, ...bob.errors]).toEqual([]);
});

test("who is blocked is told nothing but that the message was not accepted, and is let again from the list", async () => {
  const ann = await newcomer("ann", "Ann Lindqvist");
  const bob = await newcomer("bob", "Bob Weber");
  await befriend(ann, bob, "bob");
  await ann.page.locator(".contact-row").click();
  await ann.page.getByRole("button", { name: "More" }).click();
  await ann.page.getByRole("menuitem", { name: "Block" }).click();
  await ann.page.getByRole("dialog").getByRole("button", { name: "Block" }).click();
  await ann.page.getByText("You have blocked this person.").waitFor();
  await bob.page.locator(".contact-row").click();
  await bob.page.getByRole("button", { name: "Message", exact: true }).click();
  await bob.write("Hello?");
  await bob.message("Hello?").getByText("This message was not accepted.").waitFor();
  expect(await bob.message("Hello?").getByRole("button", { name: "Add contact" }).count()).toBe(0);
  await ann.page.getByRole("link", { name: "Blocked" }).click();
  await ann.page.getByRole("button", { name: "Unblock" }).click();
  await ann.page.getByText("You have blocked nobody.").waitFor();
  await bob.message("Hello?").getByRole("button", { name: "Retry" }).click();
  await bob.message("Hello?").getByLabel("Sent", { exact: true }).waitFor();
  expect([...ann.errors, ...bob.errors]).toEqual([]);
});

test("what one says of oneself is seen by others, at once where it is shown", async () => {
  const ann = await newcomer("ann", "Ann Lindqvist");
  const bob = await newcomer("bob", "Bob Weber");
  await befriend(ann, bob, "bob");
  const { page } = bob;
  await navigation(page).getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Profile" }).click();
  await page.getByLabel("Display name").fill("Robert Weber");
  await page.getByLabel("About you").fill("Sails on Sundays");
  await page.getByLabel("Location").fill("Kiel");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").getByText("Saved").waitFor();
  await page.getByRole("img", { name: "Your QR code" }).waitFor();
  await ann.page.locator(".contact-row", { hasText: "Robert Weber" }).click();
  await ann.page.getByText("Sails on Sundays").waitFor();
  await ann.page.getByText("Kiel").waitFor();
  expect([...ann.errors, ...bob.errors]).toEqual([]);
});

test("a device is seen and signed out from another, and says why", async () => {
  const ann = await newcomer("ann", "Ann Lindqvist");
  const tablet = await newPerson(browser, server.url, { viewport: phone });
  people.push(tablet);
  await tablet.signIn("ann");
  const { page } = ann;
  await page.goto(`${server.url}/settings/devices`);
  // Pressed twice it is signed out once, and nothing is said of a device that is gone.
  await page.getByRole("button", { name: /^Sign out:/ }).dblclick();
  await page.getByText("You are signed in nowhere else.").waitFor();
  expect(await page.locator(".toast", { hasText: "It does not exist." }).count()).toBe(0);
  await tablet.page.getByText("You were signed out from another device.").waitFor();
  await tablet.signIn("ann");
  await page.goto(`${server.url}/settings/security`);
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByLabel("Current password").fill("not this one");
  await page.getByLabel("New password").fill("another good password");
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByText("The current password is wrong.").waitFor();
  await page.getByLabel("Current password").fill(password);
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByText("Password changed").waitFor();
  await tablet.page.getByText("The password was changed.").waitFor();
  expect([...ann.errors, ...tablet.errors]).toEqual([]);
});

test("the language and the rules chosen on one device hold on the other", async () => {
  const ann = await newcomer("ann", "Ann Lindqvist");
  const tablet = await newPerson(browser, server.url, { viewport: phone });
  people.push(tablet);
  await tablet.signIn("ann");
  await tablet.page.goto(`${server.url}/settings/privacy`);
  await tablet.page.getByLabel("How others add you").waitFor();
  await ann.page.goto(`${server.url}/settings/privacy`);
  await ann.page.getByLabel("How others add you").selectOption("question");
  await ann.page.getByLabel("Your question").fill("Which harbour?");
  await ann.page.getByLabel("The right answer").fill("Kiel");
  await ann.page.getByRole("button", { name: "Save" }).click();
  await tablet.page.getByLabel("Your question").waitFor();
  const bob = await newcomer("bob", "Bob Weber");
  await bob.page.goto(`${server.url}/contacts`);
  await bob.page.locator(".contact-list").getByRole("button", { name: "New contact" }).first().click();
  await bob.page.getByPlaceholder("Name, username or ID").fill("ann");
  await bob.page.getByRole("dialog").getByRole("button", { name: "@ann" }).click();
  await bob.page.getByRole("dialog").getByRole("button", { name: "Add contact" }).click();
  await bob.page.getByRole("button", { name: "Send request" }).click();
  await bob.page.getByLabel("They ask: Which harbour?").fill("kiel");
  await bob.page.getByRole("button", { name: "Send request" }).click();
  await bob.page.locator(".contact-row", { hasText: "Ann Lindqvist" }).waitFor();
  await ann.page.goto(`${server.url}/settings`);
  await ann.page.locator("label", { hasText: "简体中文" }).click();
  await tablet.page.getByRole("heading", { name: "隐私与好友" }).waitFor();
  expect([...ann.errors, ...bob.errors, ...tablet.errors]).toEqual([]);
});
