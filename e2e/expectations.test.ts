/** What people expect of a client besides sending and reading: finding emoji and people as they type, media, gestures. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { type Client, createClient } from "@parley/sdk";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson, type Person, password, phone } from "./support/person.ts";
import { faintTexts, namelessControls } from "./support/readable.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { excessPx, shoot } from "./support/shoot.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let ann: Person;
let chen: Person;
let lin: Client;
let groupId: number;

async function newClient(username: string, nickname: string): Promise<Client> {
  const client = createClient({ url: server.url, storage: "memory", sharesConnection: false });
  await client.account.register({ username, nickname, password });
  return client;
}

beforeAll(async () => {
  [browser, server] = await Promise.all([
    launchChromium(),
    startServer({ environment: { PARLEY_RATE_LIMIT_FACTOR: "0" } }),
  ]);
  lin = await newClient("linyue", "林悦");
  [ann, chen] = await Promise.all([
    newPerson(browser, server.url),
    newPerson(browser, server.url, { viewport: phone, language: "zh-CN" }),
  ]);
  await ann.register("ann", "Ann Lindqvist");
  await chen.register("siyuan", "陈思远");
  const people = await Promise.all(["ann", "siyuan"].map((query) => lin.users.search({ query })));
  const memberIds = people.map(({ users }) => users[0]?.id ?? 0);
  const { conversation } = await lin.groups.create({ name: "Harbour", memberIds });
  groupId = conversation.id;
  await lin.members.setRole({ conversationId: groupId, userId: memberIds[0] ?? 0, role: "admin" });
  await lin.outbox.send(groupId, { type: "text", text: "The plan: https://harbour.example/plan" }).sent;
  await ann.open("Harbour");
  await ann.message("The plan").waitFor();
});

afterAll(async () => {
  await lin?.close();
  await browser?.close();
  await server?.stop();
});

async function expectReadable(person: Person): Promise<void> {
  expect(await excessPx(person)).toBeLessThanOrEqual(0);
  expect(await namelessControls(person.page)).toEqual([]);
  expect(await faintTexts(person.page)).toEqual([]);
}

/** A picture that cannot be made small: over half a megabyte, so that it goes in parts. */
async function largePicture(page: Page) {
  const data = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = 520;
    canvas.height = 400;
    const paint = canvas.getContext("2d");
    const image = paint?.createImageData(520, 400);
    if (image === undefined) return "";
    for (let at = 0; at < image.data.length; at += 65_536)
      crypto.getRandomValues(image.data.subarray(at, at + 65_536));
    for (let at = 3; at < image.data.length; at += 4) image.data[at] = 255;
    paint?.putImageData(image, 0, 0);
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  });
  return { name: "noise.png", mimeType: "image/png", buffer: Buffer.from(data, "base64") };
}

test("[UX-23] behind an @ somebody is found by pinyin, and a contact who is not there is told of", async () => {
  const { page } = ann;
  await page.locator("#composer").pressSequentially("Dear @linyu");
  await page.getByRole("option", { name: "林悦" }).waitFor();
  await page.keyboard.press("Enter");
  expect(await page.locator("#composer").inputValue()).toBe("Dear @林悦 ");
  const maya = await newClient("maya", "Maya Okafor");
  const [user] = (await maya.users.search({ query: "ann" })).users;
  await maya.contacts.request({ userId: user?.id ?? 0 });
  await page.goto(`${server.url}/contacts/requests`);
  await page.getByRole("button", { name: "Accept" }).click();
  await page.getByText("Maya Okafor").filter({ visible: true }).first().waitFor();
  await page.goto(`${server.url}/c/${groupId}`);
  await page.locator("#composer").fill("");
  await page.locator("#composer").pressSequentially("@may");
  await page.getByRole("option", { name: "Maya Okafor" }).getByText("Not in this group").waitFor();
  await maya.close();
});

test("[UX-24] an emoji is found by its name, in the message box and in the picker", async () => {
  const { page } = ann;
  const box = page.locator("#composer");
  await box.fill("");
  await box.pressSequentially("hooray :tad");
  await page.getByRole("option", { name: "🎉" }).waitFor();
  await page.keyboard.press("Enter");
  expect(await box.inputValue()).toBe("hooray 🎉");
  await page.getByRole("button", { name: "Emoji" }).click();
  await page.getByPlaceholder("Find an emoji").fill("coff");
  await page.keyboard.press("Enter");
  expect(await box.inputValue()).toBe("hooray 🎉☕");
  await box.press("Control+a");
  await box.press("Control+b");
  expect(await box.inputValue()).toBe("**hooray 🎉☕**");
  await box.press("Enter");
  await ann.message("hooray").locator("strong, b").waitFor();
});

test("[UX-34] a large picture arrives, and stands with files and links of its conversation", async () => {
  const { page } = ann;
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Options for this message" }).click();
  await page.getByRole("menuitem", { name: "Pictures, videos and files" }).click();
  await (await chooser).setFiles([await largePicture(page)]);
  await page.locator(".tray-item").waitFor();
  await page.locator(".send-button").click();
  await page.locator(".message .picture img").waitFor();
  await page
    .locator(".message", { has: page.locator(".picture") })
    .getByLabel(/^(Sent|Delivered|Read)$/)
    .waitFor();
  await ann.showDetails();
  await page.getByRole("button", { name: "Media" }).click();
  await page.locator(".gallery-picture img").waitFor();
  await expectReadable(ann);
  await shoot(ann, "gallery");
  await page.getByText("Links", { exact: true }).click();
  await page.getByRole("dialog").getByText("https://harbour.example/plan").click();
  await page.locator(".message-flash", { hasText: "The plan" }).waitFor();
  expect(ann.errors).toEqual([]);
});

test("a member is shut out and let in again, and who asks to be let in is told of", async () => {
  const { page } = ann;
  await lin.groups.update({ conversationId: groupId, settings: { join: "approval" } });
  const wang = await newClient("wanghao", "王浩");
  await wang.groups.join({ conversationId: groupId });
  await page.reload();
  await page.getByRole("button", { name: "1 person asks to be let in" }).click();
  await page.getByRole("button", { name: "Let in", exact: true }).click();
  await page.keyboard.press("Escape");
  const row = page.locator(".member-row", { hasText: "王浩" });
  await row.getByRole("button", { name: "What to do about 王浩" }).click();
  await page.getByRole("menuitem", { name: "Shut out for now" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Shut out for now" }).click();
  await row.getByText("Shut out").waitFor();
  await row.getByRole("button", { name: "What to do about 王浩" }).click();
  await page.getByRole("menuitem", { name: "Let in again" }).click();
  await row.getByText("Shut out").waitFor({ state: "detached" });
  await wang.close();
  expect(ann.errors).toEqual([]);
});

test("[UX-41] on a phone a line is pushed aside to be read, or into the archive", async () => {
  const { page, context } = chen;
  const line = page.locator(".inbox-row", { hasText: "Harbour" });
  await line.locator(".unread-pill").waitFor();
  const touch = await context.newCDPSession(page);
  const push = async (byPx: number) => {
    const box = await line.boundingBox();
    if (box === null) throw new Error("there is no line");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y }] });
    for (const part of [0.3, 0.6, 1]) {
      const touchPoints = [{ x: x + byPx * part, y }];
      await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints });
    }
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  };
  await push(40);
  await line.locator(".unread-pill").waitFor();
  await push(120);
  await line.locator(".unread-pill").waitFor({ state: "detached" });
  await push(-120);
  await line.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "归档" }).click();
  await line.waitFor();
  expect(page.url()).toBe(`${server.url}/`);
  expect(chen.errors).toEqual([]);
});
