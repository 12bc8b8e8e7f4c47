/** What is done with messages: answered, edited, reacted to, pinned, saved, mentioned, found, gone to. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson, type Person } from "./support/person.ts";
import { startServer, type TestServer } from "./support/server.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let ann: Person;
let ben: Person;

beforeAll(async () => {
  [browser, server] = await Promise.all([
    launchChromium(),
    startServer({ environment: { PARLEY_RATE_LIMIT_FACTOR: "0" } }),
  ]);
  [ann, ben] = await Promise.all([newPerson(browser, server.url), newPerson(browser, server.url)]);
  await ann.register("ann", "Ann Lindqvist");
  await ben.register("ben", "Ben Osei");
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Opens the menu of a message and picks from it. */
async function act({ page, message }: Person, text: string, action: string): Promise<void> {
  await message(text).locator(".bubble").click({ button: "right" });
  await page.getByRole("menuitem", { name: action, exact: true }).click();
}

const isSent = (person: Person, text: string) =>
  person
    .message(text)
    .getByLabel(/^(Sent|Delivered|Read)$/)
    .waitFor();

test("a message is answered with a live quote, edited, reacted to, pinned and recalled, on both sides", async () => {
  await ann.openDirect("ben");
  await ann.write("Shall we meet at six?");
  await isSent(ann, "Shall we meet at six?");
  await ben.open("Ann Lindqvist");
  await ben.page.bringToFront();
  await act(ben, "Shall we meet", "Reply");
  await ben.page.getByText("Replying to Ann Lindqvist").waitFor();
  await ben.write("Six is good");
  const answer = ann.message("Six is good");
  await answer.locator(".quote", { hasText: "Shall we meet at six?" }).waitFor();

  // With an empty box, the arrow up edits what one wrote last.
  await ann.page.bringToFront();
  await ann.page.locator("#composer").press("ArrowUp");
  await ann.page.getByText("Editing a message").waitFor();
  expect(await ann.page.locator("#composer").inputValue()).toBe("Shall we meet at six?");
  await ann.page.locator("#composer").fill("Shall we meet at seven?");
  await ann.page.getByRole("button", { name: "Save changes" }).click();
  await ben.message("Shall we meet at seven?").first().getByText("edited").waitFor();
  await answer.locator(".quote", { hasText: "at seven?" }).waitFor();

  await answer.locator(".bubble").click({ button: "right" });
  await ann.page.getByRole("menuitemcheckbox", { name: "React with 🎉" }).click();
  const chip = ben.message("Six is good").getByRole("button", { name: "🎉: 1 reaction" });
  await chip.click();
  await answer.getByRole("button", { name: "🎉: 2 reactions", pressed: true }).waitFor();
  await act(ann, "Six is good", "Who reacted");
  await ann.page.getByRole("dialog").getByText("Ben Osei").waitFor();
  await ann.page.keyboard.press("Escape");

  await act(ann, "Six is good", "Pin");
  await ben.page.locator(".pinned-bar", { hasText: "Six is good" }).waitFor();
  await act(ben, "Six is good", "Recall");
  await ben.page.getByRole("dialog").getByRole("button", { name: "Recall" }).click();
  await ann.page.getByText("Ben Osei recalled a message").waitFor();
  await ann.page.locator(".pinned-bar").waitFor({ state: "detached" });
  expect([...ann.errors, ...ben.errors]).toEqual([]);
});

test("a message is saved, found on the page of saved ones, and hidden for oneself alone", async () => {
  await ann.write("The key is under the mat");
  await isSent(ann, "under the mat");
  await act(ann, "under the mat", "Save");
  await ann.page.locator(".navigation").getByRole("link", { name: "Saved" }).click();
  await ann.page.locator(".message-card", { hasText: "under the mat" }).locator("a").click();
  await ann.page.locator(".message-flash", { hasText: "under the mat" }).waitFor();
  await act(ann, "under the mat", "Delete for me");
  await ann.page.getByRole("dialog").getByRole("button", { name: "Delete for me" }).click();
  await ann.message("under the mat").waitFor({ state: "detached" });
  await ben.message("under the mat").waitFor();
  await ann.page.locator(".navigation").getByRole("link", { name: "Saved" }).click();
  await ann.page.getByText("Nothing saved yet").waitFor();
  await ann.page.goBack();
  expect([...ann.errors, ...ben.errors]).toEqual([]);
});

test("in a group a member is picked behind an @, is marked, and everybody can be mentioned by the owner", async () => {
  const { page } = ann;
  await page.getByRole("button", { name: "New conversation" }).click();
  await page.getByRole("menuitem", { name: "New group" }).click();
  await page.getByLabel("Group name").fill("Harbour");
  await page.getByRole("dialog").getByRole("button", { name: "@ben" }).click();
  await page.getByRole("button", { name: "Create group" }).click();
  await page.locator(".header-name", { hasText: "Harbour" }).waitFor();
  await page.locator("#composer").pressSequentially("Please come, @be");
  await page.getByRole("option", { name: "Ben Osei" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Options for this message" }).click();
  await page.getByRole("menuitem", { name: "Without sound" }).click();
  await page.locator("#composer").press("Enter");
  await ben.open("Harbour");
  const message = ben.message("Please come");
  await message.locator(".mention-self", { hasText: "@Ben Osei" }).waitFor();
  await message.getByLabel("Without sound").waitFor();
  await page.locator("#composer").pressSequentially("@al");
  await page.getByRole("option", { name: "@all" }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator("#composer").pressSequentially("to the quay");
  await page.keyboard.press("Enter");
  await ben.message("to the quay").locator(".mention-self", { hasText: "@all" }).waitFor();
  await ben.page.locator("#composer").pressSequentially("@al");
  await ben.page.getByRole("option", { name: "Ann Lindqvist" }).waitFor({ state: "detached" });
  expect(await ben.page.getByRole("option", { name: "@all" }).count()).toBe(0);
  await ben.page.locator("#composer").fill("");
  expect([...ann.errors, ...ben.errors]).toEqual([]);
});

test("a message far up is found, shown among its neighbours, and one goes back to where one was", async () => {
  const { page } = ann;
  await ann.write("The lighthouse keeper has the plan");
  for (let number = 1; number <= 40; number += 1) await ann.write(`Line ${number} of many`);
  await isSent(ann, "Line 40 of many");
  await page.locator(".conversation-header").getByRole("button", { name: "Search" }).click();
  await page.getByPlaceholder("Search in this conversation").fill("lighthouse");
  const hit = page.locator(".details .message-card", { hasText: "lighthouse keeper" });
  await hit.locator("mark", { hasText: "lighthouse" }).waitFor();
  await hit.locator("a").click();
  await page.locator(".message-flash", { hasText: "lighthouse keeper" }).waitFor();
  await page.getByRole("button", { name: "Back to where I was" }).click();
  await ann.message("Line 40 of many").waitFor();

  await page.keyboard.press("Control+K");
  await page.getByPlaceholder("Go to a conversation or person").fill("lighthouse");
  await page.getByRole("option", { name: "Search messages for" }).click();
  await page.locator(".search-card .message-card", { hasText: "Harbour" }).locator("a").click();
  await page.locator(".message-flash", { hasText: "lighthouse keeper" }).waitFor();
  const address = await page.locator(".message-flash").evaluate(() => location.pathname);
  await page.goto(`${server.url}${address}/3`);
  await page.locator(".message-flash", { hasText: "lighthouse keeper" }).waitFor();
  expect(new URL(page.url()).pathname).toBe(address);
  expect([...ann.errors, ...ben.errors]).toEqual([]);
});

test("a poll is voted in on both sides and closed, and a message is forwarded with its origin", async () => {
  const { page } = ann;
  await page.getByRole("button", { name: "Options for this message" }).click();
  await page.getByRole("menuitem", { name: "New poll" }).click();
  await page.getByLabel("Question").fill("When do we meet?");
  await page.getByLabel("Option 1").fill("At six");
  await page.getByLabel("Option 2").fill("At seven");
  await page.getByRole("button", { name: "Create poll" }).click();
  await ben.message("When do we meet?").getByRole("button", { name: "At seven" }).click();
  await ann.message("When do we meet?").getByText("1 vote", { exact: false }).waitFor();
  await ann.message("When do we meet?").getByRole("button", { name: "Close poll" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Close poll" }).click();
  await ben.message("When do we meet?").getByText("Poll closed", { exact: false }).waitFor();
  await ann.write("To be passed on");
  await isSent(ann, "To be passed on");
  await act(ann, "To be passed on", "Read by");
  await page.getByRole("dialog", { name: "Read by" }).waitFor();
  await page.keyboard.press("Escape");
  await act(ann, "To be passed on", "Forward");
  await page.getByRole("dialog").getByRole("button", { name: "Ben Osei" }).click();
  await ben.open("Ann Lindqvist");
  await ben.message("To be passed on").getByText("Forwarded from Ann Lindqvist").waitFor();
  expect([...ann.errors, ...ben.errors]).toEqual([]);
});

test("a line of code that is too long is moved within its bubble, which stays where it belongs", async () => {
  await ann.write(`\`\`\`\nconst answer = ${"forty + ".repeat(30)}two;\n\`\`\``);
  const bubble = ann.page.locator(".bubble", { hasText: "const answer" });
  await bubble.waitFor();
  const excessPx = await bubble.evaluate((element) => {
    const list = element.closest(".timeline-scroller")?.getBoundingClientRect();
    return element.getBoundingClientRect().right - (list?.right ?? 0);
  });
  expect(excessPx).toBeLessThan(0);
});
