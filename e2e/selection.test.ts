/** Several messages at once: picked by mouse, keyboard and finger; forwarded, saved, copied, deleted for oneself. */
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
let mobile: Person;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  talk = await fillWithTalk(server.url, "en", "select_");
  chinese = await fillWithTalk(server.url, "zh-CN", "select_");
  [sam, mobile] = await Promise.all([
    newPerson(browser, server.url),
    newPerson(browser, server.url, { viewport: phone, language: "zh-CN" }),
  ]);
  await sam.signIn(talk.username);
  await mobile.signIn(chinese.username);
  await sam.open(talk.groupName);
  await mobile.open(chinese.groupName);
});

afterAll(async () => {
  talk?.end();
  chinese?.end();
  await browser?.close();
  await server?.stop();
});

async function begin(person: Person, text: string): Promise<void> {
  await person.message(text).locator(".bubble").click({ button: "right" });
  await person.page.getByRole("menuitem", { name: "Select" }).click();
  await person.page.getByRole("toolbar", { name: "Selected messages" }).waitFor();
}

const count = ({ page }: Person) => page.locator(".selection-count");

async function forwardTo({ page }: Person, title: string): Promise<void> {
  await page.getByRole("button", { name: "Forward", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Forward to" });
  await dialog.getByRole("textbox").fill(title);
  await dialog.getByRole("button", { name: title }).click();
  await page.getByText("Forwarded", { exact: true }).waitFor();
}

test("[UX-29] messages picked with the mouse, a range with Shift, arrive one by one and in order", async () => {
  await begin(sam, "Got it, thanks");
  await sam.message("Six works for me").click({ modifiers: ["Shift"] });
  await count(sam).getByText("6 messages").waitFor();
  await sam.message("Let us write to the maybes").click();
  await count(sam).getByText("5 messages").waitFor();
  expect(await excessPx(sam)).toBeLessThanOrEqual(0);
  await shoot(sam, "selection");
  await forwardTo(sam, "Jonas Weber");
  await count(sam).waitFor({ state: "detached" });
  await sam.open("Jonas Weber");
  await sam.message("Six works for me").waitFor();
  expect((await sam.texts()).map((text) => text.slice(0, 9)).slice(-5)).toEqual([
    "Got it, t",
    "I counted",
    "If everyb",
    "Shall we ",
    "Six works",
  ]);
  expect(sam.errors).toEqual([]);
});

test("[UX-29] the keyboard alone picks messages, and Escape lets go of them without leaving", async () => {
  await sam.open(talk.groupName);
  // The last thing a conversation does when it opens: it would take the focus from a message.
  await sam.page.locator("#composer:focus").waitFor();
  // Before the list has measured it, it is there and hidden, and nothing hidden takes the focus.
  await sam.message("Six works for me").waitFor();
  await sam.message("Six works for me").focus();
  await sam.page.keyboard.press("x");
  await count(sam).getByText("1 message").waitFor();
  await sam.page.keyboard.press("Shift+ArrowUp");
  await count(sam).getByText("2 messages").waitFor();
  await sam.page.locator(".message:focus", { hasText: "Shall we meet" }).waitFor();
  await sam.page.keyboard.press("ArrowUp");
  await sam.page.locator(".message:focus", { hasText: "Let us write" }).waitFor();
  await sam.page.keyboard.press("Enter");
  await count(sam).getByText("3 messages").waitFor();
  await sam.page.keyboard.press("Escape");
  await count(sam).waitFor({ state: "detached" });
  await sam.page.locator("#composer").waitFor();
});

test("[UX-29] several are forwarded as one message, which opens what they said", async () => {
  await begin(sam, "Morning! The permit");
  await sam.message("We have it from Friday").click();
  await sam.page.getByRole("button", { name: "Forward", exact: true }).click();
  const dialog = sam.page.getByRole("dialog", { name: "Forward to" });
  await dialog.getByText("As one message").click();
  await shoot(sam, "selection-forward");
  await dialog.getByRole("button", { name: "Maya Okafor" }).click();
  await sam.page.getByText("Forwarded", { exact: true }).waitFor();
  await sam.open("Maya Okafor");
  await sam.message("Chat history: Harbour festival").getByText("2 messages").click();
  await sam.page.getByRole("dialog").getByText("We have it from Friday noon").waitFor();
  await sam.page.keyboard.press("Escape");
});

test("[UX-29] picked messages are saved, and deleted for oneself in one go", async () => {
  await sam.open(talk.groupName);
  await begin(sam, "Stage crew can start");
  await sam.message("I counted the volunteers").click();
  await sam.page.getByRole("button", { name: "Save", exact: true }).click();
  await count(sam).waitFor({ state: "detached" });
  await begin(sam, "Stage crew can start");
  await sam.message("I counted the volunteers").click();
  await sam.page.getByRole("button", { name: "Delete for me" }).click();
  const question = sam.page.getByRole("dialog", { name: "Delete 2 messages for yourself?" });
  await question.getByRole("button", { name: "Delete for me" }).click();
  await sam.message("Stage crew can start").waitFor({ state: "detached" });
  await sam.message("I counted the volunteers").waitFor({ state: "detached" });
  await count(sam).waitFor({ state: "detached" });
  expect(sam.errors).toEqual([]);
});

test("[UX-29] a long press with a finger begins, taps go on, and a tap on the last one ends it", async () => {
  const { page } = mobile;
  const bubble = mobile.message("收到").locator(".bubble");
  const box = await bubble.boundingBox();
  if (box === null) throw new Error("the message is not on screen");
  const devtools = await mobile.context.newCDPSession(page);
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  await devtools.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await count(mobile).getByText("1 条消息").waitFor();
  await devtools.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await mobile.message("六点可以").tap();
  await count(mobile).getByText("2 条消息").waitFor();
  expect(await excessPx(mobile)).toBeLessThanOrEqual(0);
  await shoot(mobile, "selection-phone-zh");
  await mobile.message("六点可以").tap();
  await mobile.message("收到").tap();
  await count(mobile).waitFor({ state: "detached" });
  expect(mobile.errors).toEqual([]);
});
