/** Messages that are sent later: made at the message box, changed and cancelled on any device, sent in time. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson, type Person, phone } from "./support/person.ts";
import { fillWithTalk, type SampleTalk } from "./support/sample-talk.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { excessPx, shoot } from "./support/shoot.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let talk: SampleTalk;
let chinese: SampleTalk;
let sam: Person;
let tablet: Person;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  talk = await fillWithTalk(server.url, "en", "later_");
  chinese = await fillWithTalk(server.url, "zh-CN", "later_");
  [sam, tablet] = await Promise.all([
    newPerson(browser, server.url),
    newPerson(browser, server.url, { viewport: phone }),
  ]);
  await sam.signIn(talk.username);
  await tablet.signIn(talk.username);
  await sam.open("Anna Lindqvist");
});

afterAll(async () => {
  talk?.end();
  chinese?.end();
  await browser?.close();
  await server?.stop();
});

async function openSchedule({ page }: Person, text: string): Promise<void> {
  await page.locator("#composer").fill(text);
  await page.getByRole("button", { name: "Options for this message" }).click();
  await page.getByRole("menuitem", { name: "Send later" }).click();
  await page.getByRole("dialog", { name: "Send later" }).waitFor();
}

const row = ({ page }: Person, text: string) => page.locator(".scheduled-row", { hasText: text });

test("[UX-27] what is written is scheduled with one press, and waits above the box and on every device", async () => {
  await openSchedule(sam, "Happy birthday, Anna!");
  expect(await excessPx(sam)).toBeLessThanOrEqual(0);
  await shoot(sam, "later-dialog");
  await sam.page.getByRole("button", { name: "Tomorrow morning" }).click();
  await sam.page.getByRole("button", { name: "1 scheduled message" }).waitFor();
  expect(await sam.page.locator("#composer").inputValue()).toBe("");
  expect(await sam.message("Happy birthday").count()).toBe(0);
  await tablet.page.locator('.navigation-entry[href="/saved"]').click();
  await tablet.page.getByRole("link", { name: "Scheduled messages" }).click();
  await row(tablet, "Happy birthday, Anna!").getByText("Tomorrow 09:00").waitFor();
  await row(tablet, "Happy birthday, Anna!").getByText("Anna Lindqvist").waitFor();
  expect(await excessPx(tablet)).toBeLessThanOrEqual(0);
  await shoot(tablet, "later-phone-list");
  expect([...sam.errors, ...tablet.errors]).toEqual([]);
});

test("[UX-27] a time that is over is refused with a reason, by the keyboard too", async () => {
  await openSchedule(sam, "Too late");
  const { page } = sam;
  await page.getByLabel("Another time").fill("2020-01-01T10:00");
  await page.getByLabel("Another time").press("Enter");
  await page.getByRole("alert").getByText("Choose a time in the future.").waitFor();
  await page.keyboard.press("Escape");
  expect(await page.locator("#composer").inputValue()).toBe("Too late");
  await page.locator("#composer").fill("");
});

test("[UX-27] one device changes words and time, the other sees it, cancels it, and it waits no more", async () => {
  await row(tablet, "Happy birthday").getByTitle("Change").click();
  const dialog = tablet.page.getByRole("dialog", { name: "Change scheduled message" });
  await dialog.getByLabel("Message").fill("All the best, Anna!");
  await shoot(tablet, "later-phone-change");
  await dialog.getByRole("button", { name: "Tomorrow evening" }).click();
  await sam.page.getByRole("button", { name: "1 scheduled message" }).click();
  await row(sam, "All the best, Anna!").getByText("Tomorrow 19:00").waitFor();
  await row(sam, "All the best").getByRole("button", { name: "Do not send" }).click();
  const question = sam.page.getByRole("dialog", { name: "Do not send this message?" });
  await question.getByRole("button", { name: "Do not send" }).click();
  await sam.page.getByText("Nothing is scheduled.").waitFor();
  await tablet.page.getByText("Nothing is scheduled.").waitFor();
  await sam.page.keyboard.press("Escape");
  expect([...sam.errors, ...tablet.errors]).toEqual([]);
});

test("[UX-27] a scheduled message is sent at once when asked, one time", async () => {
  await openSchedule(sam, "See you in the morning");
  await sam.page.getByRole("button", { name: "In an hour" }).click();
  await row(tablet, "See you in the morning").getByRole("button", { name: "Send now" }).click();
  await sam.message("See you in the morning").waitFor();
  await sam.page.getByRole("button", { name: "1 scheduled message" }).waitFor({ state: "detached" });
  expect(await sam.message("See you in the morning").count()).toBe(1);
});

test("[UX-59] choosing when, and the list, in Chinese", async () => {
  const siyuan = await newPerson(browser, server.url, { language: "zh-CN" });
  await siyuan.signIn(chinese.username);
  await siyuan.open("林悦");
  await siyuan.page.locator("#composer").fill("记得带上读书笔记");
  await siyuan.page.locator(".composer-plus").first().click();
  await siyuan.page.getByRole("menuitem", { name: "定时发送" }).click();
  await siyuan.page.getByRole("dialog", { name: "定时发送" }).waitFor();
  await shoot(siyuan, "later-dialog-zh");
  await siyuan.page.getByRole("button", { name: "明天早上" }).click();
  await siyuan.page.getByRole("button", { name: "1 条定时消息" }).click();
  await row(siyuan, "记得带上读书笔记").getByText("明天 09:00").waitFor();
  await shoot(siyuan, "later-list-zh");
  expect(siyuan.errors).toEqual([]);
  await siyuan.context.close();
});
