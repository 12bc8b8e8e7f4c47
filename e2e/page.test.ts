/** What the page does beside messages: language, theme, keyboard, drafts, back to the same place after signing in. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson, type Person } from "./support/person.ts";
import { fillWithTalk, type SampleTalk } from "./support/sample-talk.ts";
import { startServer, type TestServer } from "./support/server.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let talk: SampleTalk;
let sam: Person;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  talk = await fillWithTalk(server.url, "en", "page_");
  sam = await newPerson(browser, server.url);
  await sam.signIn(talk.username);
});

afterAll(async () => {
  talk?.end();
  await browser?.close();
  await server?.stop();
});

test("[ACC-3] a wrong password is said so in the form, in the reader's language", async () => {
  const stranger = await newPerson(browser, server.url, { language: "zh-CN" });
  await stranger.page.getByLabel("用户名、邮箱或电话").fill(talk.username);
  await stranger.page.getByLabel("密码", { exact: true }).fill("wrong password");
  await stranger.page.getByRole("button", { name: "登录", exact: true }).click();
  await stranger.page.getByRole("alert").filter({ hasText: "用户名或密码错误" }).waitFor();
  await stranger.context.close();
});

test("[ACC-7] the setup code makes the first administrator, once", async () => {
  const claim = async (person: Person, username: string) => {
    const { page } = person;
    await page.getByRole("button", { name: "I have a setup code" }).click();
    await page.getByLabel("Setup code", { exact: true }).fill(server.setupCode);
    await page.getByLabel("Username", { exact: true }).fill(username);
    await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await page.getByRole("button", { name: "Set up this server" }).click();
  };
  const first = await newPerson(browser, server.url);
  await claim(first, "page_admin");
  await first.page.getByRole("link", { name: "Settings" }).click();
  await first.page.getByRole("main").getByText("Administrator").waitFor();
  await first.context.close();
  const second = await newPerson(browser, server.url);
  await claim(second, "page_admin_two");
  await second.page.getByRole("alert").filter({ hasText: "This setup code does not hold" }).waitFor();
  await second.context.close();
});

test("language and theme change at once, without a reload, and outlive one", async () => {
  const { page } = sam;
  await page.evaluate(() => document.body.setAttribute("data-same-page", "yes"));
  await page.keyboard.press("Control+,");
  await page.getByText("简体中文").click();
  await page.getByText("深色", { exact: true }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "消息" }).waitFor();
  expect(await page.locator("body").getAttribute("data-same-page")).toBe("yes");
  await page.reload();
  await page.getByRole("heading", { name: "消息" }).waitFor();
  const root = page.locator("html");
  expect(await root.getAttribute("lang")).toBe("zh-CN");
  expect(await root.getAttribute("data-theme")).toBe("dark");
  await page.keyboard.press("Control+,");
  await page.getByText("English", { exact: true }).click();
  await page.getByText("System", { exact: true }).click();
  await page.keyboard.press("Escape");
});

test("the whole way by keyboard: switcher, message box, walking the messages, their actions, the list of keys", async () => {
  const { page } = sam;
  await page.keyboard.press("Control+k");
  await page.keyboard.type("harb");
  await page.getByRole("option", { name: talk.groupName }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator("#composer:focus").waitFor();
  await page.keyboard.type("first line");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("second line");
  await page.keyboard.press("Enter");
  await sam.message("second line").waitFor();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await page.locator(".message:focus", { hasText: "second line" }).waitFor();
  await page.keyboard.press("ArrowUp");
  await page.locator(".message:focus", { hasText: "Six works for me" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Copy text" }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".message:focus", { hasText: "Six works for me" }).waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await page.keyboard.press("Escape");
});

test("a draft stays with its conversation, is marked in the inbox and outlives a reload", async () => {
  const { page } = sam;
  await sam.open("Anna Lindqvist");
  await page.locator("#composer").fill("I will be there");
  await sam.open("Jonas Weber");
  expect(await page.locator("#composer").inputValue()).toBe("");
  await page.locator(".inbox-row", { hasText: "Draft: I will be there" }).waitFor();
  await sam.open("Anna Lindqvist");
  await page.reload();
  await page.locator(".header-name", { hasText: "Anna Lindqvist" }).waitFor();
  await page.waitForFunction(
    (draft) => document.querySelector<HTMLTextAreaElement>("#composer")?.value === draft,
    "I will be there",
  );
});

test("[ACC-6] signing out ends the session here, and signing in again leads to the address that was asked for", async () => {
  const { page } = sam;
  const address = page.url();
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();
  await page.goto(address);
  await sam.signIn(talk.username);
  await page.locator(".header-name", { hasText: "Anna Lindqvist" }).waitFor();
  expect(sam.errors).toEqual([]);
});

test("a part that cannot be loaded says so, and offers to load the page anew", async () => {
  const { page, context, errors } = sam;
  await page.getByRole("navigation", { name: "Chats" }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // As after the server was updated: what the page asks for is there no more.
  await page.evaluate(async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  });
  await context.route("**/assets/**", (route) => route.abort());
  await page.locator(".composer-emoji").click();
  const reload = page.getByRole("status").getByRole("button", { name: "Reload" });
  await reload.waitFor();
  await page.getByRole("link", { name: "Contacts" }).click();
  await page.getByRole("main").getByText("This could not be loaded").waitFor();
  expect(errors).toEqual([]);
  await context.unroute("**/assets/**");
  await reload.click();
  await page
    .getByRole("navigation", { name: "Contacts" })
    .or(page.getByRole("heading", { name: "Contacts" }))
    .first()
    .waitFor();
});
