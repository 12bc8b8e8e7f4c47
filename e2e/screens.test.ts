/**
 * The client at both widths, in both languages, light and dark: what must fit, fits; pictures go to `test-output/`
 * for people to look at.
 */
import { afterAll, afterEach, beforeAll, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { mkdir } from "node:fs/promises";
import type { Browser, Locator } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { desktop, newPerson, type Person, phone } from "./support/person.ts";
import { fillWithTalk } from "./support/sample-talk.ts";
import { startServer, type TestServer } from "./support/server.ts";

setDefaultTimeout(90_000);

const folder = new URL("../test-output/", import.meta.url).pathname;
const languages = ["en", "zh-CN"] as const;
const schemes = ["light", "dark"] as const;

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  browser = await launchChromium();
});

// One server a test: registrations are limited by address, and all of these people share one.
beforeEach(async () => {
  server = await startServer();
});

afterEach(async () => {
  await server?.stop();
});

afterAll(async () => {
  await browser?.close();
});

/** Resolves when the page has been drawn anew and nothing on it moves. */
async function settled({ page }: Person): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
    await frame();
  });
}

/** Nothing is wider than the window, and the composer, where there is one, is inside it. */
async function expectFits(person: Person): Promise<void> {
  const overflow = await person.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  const composer = person.page.locator("#composer");
  if ((await composer.count()) === 0 || !(await composer.isVisible())) return;
  const box = await composer.boundingBox();
  const height = await person.page.evaluate(() => innerHeight);
  expect(box === null ? 0 : box.y + box.height).toBeLessThanOrEqual(height);
}

/** Inside the visible part of the timeline, once the opening has settled. */
async function expectOnScreen(element: Locator): Promise<void> {
  const isInside = await element.evaluate(async (node) => {
    const isWithin = () => {
      const pane = node.closest(".timeline-scroller")?.getBoundingClientRect();
      const box = node.getBoundingClientRect();
      return pane !== undefined && box.top >= pane.top - 1 && box.bottom <= pane.bottom + 1;
    };
    const deadline = performance.now() + 5000;
    while (!isWithin() && performance.now() < deadline) await new Promise(requestAnimationFrame);
    return isWithin();
  });
  expect(isInside).toBe(true);
}

for (const language of languages) {
  for (const viewport of [desktop, phone]) {
    const size = viewport === desktop ? "desktop" : "phone";
    test(`the ${size} shows sign-in, inbox, settings, a group and its details in ${language}, light and dark`, async () => {
      const person = await newPerson(browser, server.url, { language, viewport });
      const { page } = person;
      const shoot = async (name: string) => {
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          await settled(person);
          await page.screenshot({ path: `${folder}${size}-${language}-${colorScheme}-${name}.png` });
        }
        await expectFits(person);
      };
      await shoot("sign-in");
      const talk = await fillWithTalk(server.url, language, `${size}_`);
      await person.signIn(talk.username);
      await page.locator(".inbox-row").nth(3).waitFor();
      await shoot("inbox");
      await page.locator('.navigation-entry[href="/settings"]').click();
      await page.locator(".settings-page").waitFor();
      await shoot("settings");
      await page.goBack();
      await person.open(talk.groupName);
      await page.locator(".unread-divider").waitFor();
      // The conversation opens with what is new on screen, not below it.
      await page.locator(".message").last().waitFor();
      await expectOnScreen(page.locator(".unread-divider"));
      await expectOnScreen(page.locator(".message").last());
      await shoot("group");
      await person.showDetails();
      await page.locator(".member-list li").nth(2).waitFor();
      await shoot("details");
      expect(person.errors).toEqual([]);
      await person.context.close();
      talk.end();
    });
  }
}

test("on a phone one pane is shown at a time, and going back leads where one came from", async () => {
  const talk = await fillWithTalk(server.url, "en", "back_");
  const person = await newPerson(browser, server.url, { viewport: { width: 320, height: 640 } });
  const { page } = person;
  await person.signIn(talk.username);
  await person.open(talk.groupName);
  expect(await page.locator(".inbox").isVisible()).toBe(false);
  await expectFits(person);
  await person.showDetails();
  await page.locator(".details").waitFor();
  await page.goBack();
  await page.locator(".details").waitFor({ state: "detached" });
  await page.locator("#composer").waitFor();
  await page.getByRole("button", { name: "Back" }).click();
  await page.locator(".inbox-row").first().waitFor();
  expect(await page.locator("#composer").count()).toBe(0);
  await expectFits(person);
  await person.context.close();
  talk.end();
});
