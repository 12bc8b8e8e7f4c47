/** Two people in two browsers, through the built server and the built client. */
import { afterAll, afterEach, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson, type Person, shellIsKept } from "./support/person.ts";
import { startServer, type TestServer } from "./support/server.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let anna: Person;
let ben: Person;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  [anna, ben] = await Promise.all([newPerson(browser, server.url), newPerson(browser, server.url)]);
  await anna.register("anna", "Anna Lindqvist");
  await ben.register("ben", "Ben Osei");
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

// A test that fails meanwhile must not take the others along.
afterEach(async () => {
  await ben?.context.setOffline(false);
});

test("two people find each other and chat both ways, with receipts of reading", async () => {
  await anna.openDirect("ben");
  await anna.write("Hello Ben");
  await anna
    .message("Hello Ben")
    .getByLabel(/^(Sent|Delivered|Read)$/)
    .waitFor();

  await ben.page.locator(".inbox-row .unread-pill", { hasText: "1" }).waitFor();
  expect(await ben.page.title()).toBe("(1) Parley");
  await ben.open("Anna Lindqvist");
  await ben.message("Hello Ben").waitFor();
  await ben.page.bringToFront();
  await ben.write("Hi Anna, see https://example.org/notes <b>not bold</b>");

  await anna.message("Hi Anna").waitFor();
  await anna.message("Hello Ben").getByLabel("Read").waitFor();
  const link = anna.message("Hi Anna").locator("a");
  expect(await link.getAttribute("href")).toBe("https://example.org/notes");
  expect(await link.getAttribute("rel")).toContain("noopener");
  expect(await anna.message("Hi Anna").locator("b").count()).toBe(0);
  expect(await anna.texts()).toEqual(await ben.texts());
});

test("[CONV-9] the other side sees that somebody is typing, and that it ends", async () => {
  await anna.page.locator("#composer").pressSequentially("I am writing this slowly", { delay: 150 });
  await ben.page.locator(".header-status", { hasText: "Anna Lindqvist is typing" }).waitFor();
  await ben.page.locator(".header-status", { hasText: "typing" }).waitFor({ state: "detached" });
  await anna.page.locator("#composer").fill("");
});

test("[SYNC-5] whoever was offline has everything after coming back, once and in order", async () => {
  // Without a network its installation would fail, and the next test needs it.
  await shellIsKept(ben);
  await ben.context.setOffline(true);
  await ben.page.locator(".banner").waitFor();
  const written = Array.from({ length: 12 }, (_, index) => `while away (${index + 1})`);
  for (const text of written) await anna.write(text);
  await anna
    .message("while away (12)")
    .getByLabel(/^(Sent|Delivered)$/)
    .waitFor();

  await ben.context.setOffline(false);
  await ben.page.locator(".banner").waitFor({ state: "detached", timeout: 30_000 });
  await ben.page.locator(".message", { hasText: "while away (12)" }).waitFor();
  const seen = await anna.page.evaluate(() => document.querySelectorAll(".message").length);
  expect(seen).toBeGreaterThanOrEqual(written.length);
  const away = (await ben.texts()).filter((text) => text.startsWith("while away"));
  expect(away).toEqual(written);
  await anna.message("while away (12)").getByLabel("Read").waitFor();
});

test("[MSG-2] a message written offline survives a reload without network and arrives exactly once", async () => {
  await shellIsKept(ben);
  await ben.context.setOffline(true);
  await ben.write("written on the train");
  await ben.message("written on the train").getByLabel("Sending").waitFor();
  await ben.page.locator("#composer").fill("an unfinished thought");
  await ben.page.reload();

  await ben.message("written on the train").getByLabel("Sending").waitFor();
  await ben.message("while away (12)").waitFor();
  await ben.page.waitForFunction(
    (draft) => document.querySelector<HTMLTextAreaElement>("#composer")?.value === draft,
    "an unfinished thought",
  );

  await ben.context.setOffline(false);
  await ben
    .message("written on the train")
    .getByLabel("Sending")
    .waitFor({ state: "detached", timeout: 30_000 });
  await anna.message("written on the train").waitFor();
  await anna.write("got it");
  await ben.message("got it").waitFor();
  for (const person of [anna, ben]) {
    expect((await person.texts()).filter((text) => text === "written on the train")).toHaveLength(1);
  }
});

test("what was written last is there after a reload right after the key, however slow the page is", async () => {
  const devtools = await ben.context.newCDPSession(ben.page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  for (const draft of ["a first", "a second"]) {
    // As a key does, and the page ends before anything else has its turn.
    await ben.page.locator("#composer").evaluate((area: HTMLTextAreaElement, text) => {
      area.value = text;
      area.dispatchEvent(new InputEvent("input", { bubbles: true }));
      location.reload();
    }, draft);
    await ben.page.waitForFunction(
      (text) => document.querySelector<HTMLTextAreaElement>("#composer")?.value === text,
      draft,
    );
  }
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await ben.page.locator("#composer").fill("");
});

test("[MSG-21] a recalled message leaves a mark on both sides, and its author can edit it again", async () => {
  await anna.write("a slip of the pen");
  await ben.message("a slip of the pen").waitFor();
  await anna
    .message("a slip of the pen")
    .getByLabel(/^(Sent|Delivered|Read)$/)
    .waitFor();
  await anna.message("a slip of the pen").locator(".bubble").click({ button: "right" });
  await anna.page.getByRole("menuitem", { name: "Recall" }).click();
  await anna.page.getByRole("dialog").getByRole("button", { name: "Recall" }).click();

  await anna.page.getByText("You recalled a message").waitFor();
  await ben.page.getByText("Anna Lindqvist recalled a message").waitFor();
  expect(await ben.page.getByText("a slip of the pen").count()).toBe(0);
  await anna.page.getByRole("button", { name: "Edit again" }).click();
  expect(await anna.page.locator("#composer").inputValue()).toBe("a slip of the pen");
  await anna.page.locator("#composer").fill("");
});

test("[CONV-2] three people talk in a group", async () => {
  const chen = await newPerson(browser, server.url, { language: "zh-CN" });
  await chen.register("chen", "陈思远");
  await anna.page.getByRole("button", { name: "New conversation" }).click();
  await anna.page.getByRole("menuitem", { name: "New group" }).click();
  await anna.page.getByLabel("Group name").fill("Reading circle");
  const dialog = anna.page.getByRole("dialog");
  for (const username of ["ben", "chen"]) {
    await anna.page.getByPlaceholder("Add people").fill(username);
    await dialog.getByRole("button", { name: `@${username}` }).click();
  }
  await dialog.getByRole("button", { name: "Create group" }).click();
  await anna.page.locator(".header-name", { hasText: "Reading circle" }).waitFor();
  await anna.write("Welcome both");
  await chen.open("Reading circle");
  await chen.message("Welcome both").waitFor();
  await chen.write("谢谢\uff0c很高兴加入");
  await ben.open("Reading circle");
  await ben.message("谢谢").waitFor();
  await anna.message("谢谢").waitFor();
  expect(await ben.message("谢谢").locator(".message-author").textContent()).toBe("陈思远");
  await chen.context.close();
});

test("no page raised an error or broke the content security policy", () => {
  expect(anna.errors).toEqual([]);
  expect(ben.errors).toEqual([]);
});
