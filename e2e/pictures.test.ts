/** Pictures of people and groups: chosen, cut out, shown to others, taken away. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser, Locator } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson, type Person, phone } from "./support/person.ts";
import { faintTexts, namelessControls } from "./support/readable.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { excessPx, shoot } from "./support/shoot.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let ann: Person;
let chen: Person;

beforeAll(async () => {
  [browser, server] = await Promise.all([
    launchChromium(),
    startServer({ environment: { PARLEY_RATE_LIMIT_FACTOR: "0" } }),
  ]);
  [ann, chen] = await Promise.all([
    newPerson(browser, server.url),
    newPerson(browser, server.url, { viewport: phone, language: "zh-CN" }),
  ]);
  await ann.register("ann", "Ann Lindqvist");
  await chen.register("chen", "陈思远");
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Two halves of different colours, twice as wide as high. */
async function picture({ page }: Person) {
  const data = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = 800;
    canvas.height = 400;
    const paint = canvas.getContext("2d");
    const colours = ["#f2b134", "#e4572e", "#17bebb", "#2e282a"];
    colours.forEach((colour, index) => {
      if (paint !== null) paint.fillStyle = colour;
      paint?.fillRect(index * 200, 0, 200, 400);
    });
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  });
  return { name: "holiday.png", mimeType: "image/png", buffer: Buffer.from(data, "base64") };
}

async function choose(
  person: Person,
  button: string,
  file: Awaited<ReturnType<typeof picture>>,
): Promise<void> {
  const [chooser] = await Promise.all([
    person.page.waitForEvent("filechooser"),
    person.page.getByRole("button", { name: button, exact: true }).click(),
  ]);
  await chooser.setFiles(file);
}

/** Until the picture is there, whole. */
async function shown(image: Locator): Promise<void> {
  await image.waitFor();
  await image.evaluate((element: HTMLImageElement) => element.decode());
}

/** In the colours `shoot` left the page in, which are the dark ones. */
async function expectReadable({ page }: Person): Promise<void> {
  expect(await faintTexts(page)).toEqual([]);
  expect(await namelessControls(page)).toEqual([]);
}

const dialog = ({ page }: Person) => page.locator("dialog[open]").last();

test("a picture is cut out and becomes one's own, and what is none is told in words", async () => {
  const { page } = ann;
  await page.goto(`${server.url}/settings/profile`);
  const text = { name: "notes.png", mimeType: "image/png", buffer: Buffer.from("no picture") };
  await choose(ann, "Choose a picture", text);
  await dialog(ann).getByText("This file cannot be shown as a picture.").waitFor();
  expect(await dialog(ann).getByRole("button", { name: "Use picture" }).isDisabled()).toBe(true);
  await page.keyboard.press("Escape");
  await choose(ann, "Choose a picture", await picture(ann));
  await dialog(ann).getByLabel("Size").fill("2");
  await dialog(ann).getByRole("application").focus();
  await page.keyboard.press("ArrowRight");
  await shoot(ann, "picture-crop");
  await expectReadable(ann);
  await dialog(ann).getByRole("button", { name: "Use picture" }).click();
  await shown(page.locator(".picture-field img"));
  await page.getByRole("button", { name: "Change picture" }).waitFor();
  await shoot(ann, "picture-profile");
});

test("a group shows its members' pictures, then the one it is given, then theirs again", async () => {
  const { page } = ann;
  await page.goto(server.url);
  await ann.openDirect("chen");
  await page.getByRole("button", { name: "New conversation" }).click();
  await page.getByRole("menuitem", { name: "New group" }).click();
  await page.getByLabel("Group name").fill("Harbour");
  await page.getByRole("dialog").getByRole("button", { name: "@chen" }).click();
  await page.getByRole("button", { name: "Create group" }).click();
  await page.locator(".header-name", { hasText: "Harbour" }).waitFor();
  const inInbox = chen.page.locator(".inbox-row", { hasText: "Harbour" });
  await shown(inInbox.locator(".avatar-composed img"));
  await shoot(chen, "picture-inbox-zh");
  await shown(page.locator(".conversation-header .avatar-composed img"));

  await page.locator(".details .tile", { hasText: "More" }).click();
  await page.getByRole("menuitem", { name: "Edit group" }).click();
  await shoot(ann, "picture-group");
  await expectReadable(ann);
  await choose(ann, "Choose a picture", await picture(ann));
  await dialog(ann).getByRole("button", { name: "Use picture" }).click();
  await shown(inInbox.locator(".avatar:not(.avatar-composed) img"));
  await dialog(ann).getByRole("button", { name: "Remove" }).click();
  await shown(inInbox.locator(".avatar-composed img"));
  await page.keyboard.press("Escape");
  await shoot(ann, "picture-conversation");
  expect([...ann.errors, ...chen.errors]).toEqual([]);
});

test("one has a picture of one's own in a group, on a phone too", async () => {
  const { page } = chen;
  await chen.open("Harbour");
  await chen.showDetails();
  await page.locator(".details .tile", { hasText: "更多" }).click();
  await page.getByRole("menuitem", { name: "我在本群的昵称和头像" }).click();
  await choose(chen, "选择头像", await picture(chen));
  await shoot(chen, "picture-crop-phone-zh");
  expect(await excessPx(chen)).toBe(0);
  await dialog(chen).getByRole("button", { name: "使用头像" }).click();
  await dialog(chen).getByRole("button", { name: "移除" }).waitFor();
  await shown(dialog(chen).locator(".picture-field img"));
  await shoot(chen, "picture-own-phone-zh");
  await expectReadable(chen);
  await page.keyboard.press("Escape");
  await shown(page.locator(".member-row", { hasText: "陈思远" }).locator("img"));
  await shown(ann.page.locator(".member-row", { hasText: "陈思远" }).locator("img"));
  expect(chen.errors).toEqual([]);
});
