/** Stickers: a pack made of pictures, sent, seen by the other side, added there and sent back from a phone. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson, type Person, phone } from "./support/person.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { excessPx, shoot } from "./support/shoot.ts";

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
  [ann, ben] = await Promise.all([
    newPerson(browser, server.url),
    newPerson(browser, server.url, { viewport: phone, language: "zh-CN" }),
  ]);
  await ann.register("ann", "Ann Lindqvist");
  await ben.register("ben", "Ben Osei");
  await ann.openDirect("ben");
  await ann.write("Hello");
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** A round face on nothing, larger than a sticker may be. */
async function face(page: Page, hue: number): Promise<Buffer> {
  const data = await page.evaluate((colour) => {
    const canvas = document.createElement("canvas");
    canvas.width = 640;
    canvas.height = 640;
    const context = canvas.getContext("2d");
    if (context === null) return "";
    const dot = (x: number, y: number, radius: number, fill: string) => {
      context.fillStyle = fill;
      context.beginPath();
      context.arc(x, y, radius, 0, Math.PI * 2);
      context.fill();
    };
    dot(320, 320, 300, `hsl(${colour} 80% 62%)`);
    for (const x of [220, 420]) dot(x, 260, 36, "#222");
    context.lineWidth = 28;
    context.lineCap = "round";
    context.beginPath();
    context.arc(320, 330, 150, 0.2 * Math.PI, 0.8 * Math.PI);
    context.stroke();
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  }, hue);
  return Buffer.from(data, "base64");
}

test("[STK-1] [STK-5] a pack is made of pictures of the device, which are made small enough", async () => {
  const { page } = ann;
  await page.goto(`${server.url}/settings/stickers`);
  await page.getByRole("button", { name: "New pack" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Faces");
  await page.getByRole("button", { name: "Create" }).click();
  const card = page.getByRole("article", { name: "Faces" });
  const files = await Promise.all(
    [45, 120, 200, 300].map(async (hue) => ({
      ...{ name: `${hue}.png`, mimeType: "image/png", buffer: await face(page, hue) },
    })),
  );
  const chooser = page.waitForEvent("filechooser");
  await card.getByRole("button", { name: "Add pictures" }).click();
  await (await chooser).setFiles(files);
  const stickers = card.getByRole("button", { name: "Sticker", exact: true });
  await stickers.nth(3).waitFor();
  await stickers.first().click();
  await page.getByRole("menuitem", { name: "Choose its emoji" }).click();
  await page.getByRole("button", { name: "😀" }).first().click();
  await card.getByRole("button", { name: "Sticker 😀" }).waitFor();
  await card.locator("img").nth(3).waitFor();
  await shoot(ann, "stickers-settings");
  expect(
    await card
      .locator("img")
      .first()
      .evaluate((image: HTMLImageElement) => image.naturalWidth),
  ).toBe(512);
});

test("[STK-6] [STK-9] a sticker is sent without a bubble, and its pack is added and sent from by the other side", async () => {
  await ann.page.goBack();
  await ann.page.goto(server.url);
  await ann.open("Ben Osei");
  await ann.page.getByRole("button", { name: "Emoji" }).click();
  await ann.page.getByRole("button", { name: "Stickers", exact: true }).click();
  await ann.page.locator(".sticker-picker").getByRole("button", { name: "Sticker 😀" }).waitFor();
  await ann.page.locator(".sticker-grid img").nth(3).waitFor();
  await shoot(ann, "stickers-picker");
  await ann.page.locator(".sticker-picker").getByRole("button", { name: "Sticker 😀" }).click();
  await ann.page.locator(".bubble-sticker img").waitFor();
  await ann.write("How do you like it?");
  await ben.open("Ann Lindqvist");
  await ben.page.locator(".bubble-sticker img").waitFor();
  await shoot(ann, "stickers-sent");
  await shoot(ben, "stickers-seen-phone");
  await ben.page.locator(".bubble-sticker .sticker").click();
  const dialog = ben.page.getByRole("dialog", { name: "Faces" });
  await dialog.locator("img").nth(3).waitFor();
  await shoot(ben, "stickers-pack-phone");
  await dialog.getByRole("button", { name: "添加到我的表情" }).click();
  await dialog.getByRole("button", { name: "从我的表情中移除" }).waitFor();
  await ben.page.keyboard.press("Escape");
  await ben.page.getByRole("button", { name: "表情", exact: true }).click();
  await ben.page.getByRole("button", { name: "表情包", exact: true }).click();
  await ben.page.locator(".sticker-grid img").nth(3).waitFor();
  await shoot(ben, "stickers-picker-phone");
  await ben.page.locator(".sticker-grid .sticker-cell").nth(2).click();
  await ann.page.locator(".bubble-sticker img").nth(1).waitFor();
  await ben.page.goto(`${server.url}/settings/stickers`);
  await ben.page.getByText("Faces").waitFor();
  await shoot(ben, "stickers-settings-phone");
  expect(await excessPx(ben)).toBe(0);
  expect([ann.errors, ben.errors]).toEqual([[], []]);
});
