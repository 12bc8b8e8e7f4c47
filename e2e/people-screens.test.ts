/** Pages about people at both widths and in both languages: what must fit, fits; pictures for people to look at. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { desktop, newPerson, phone } from "./support/person.ts";
import { faintTexts, namelessControls } from "./support/readable.ts";
import { fillWithPeople } from "./support/sample-people.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { excessPx, settled, shoot } from "./support/shoot.ts";

setDefaultTimeout(120_000);

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  browser = await launchChromium();
});

// One server a test, so that each begins with nobody; a dozen people register at once.
beforeEach(async () => {
  server = await startServer({ environment: { PARLEY_RATE_LIMIT_FACTOR: "0" } });
});

afterEach(async () => {
  await server?.stop();
});

afterAll(async () => {
  await browser?.close();
});

for (const language of ["en", "zh-CN"] as const) {
  for (const viewport of [desktop, phone]) {
    const size = viewport === desktop ? "desktop" : "phone";
    test(`on the ${size} in ${language} every page about people fits, reads well and names its controls`, async () => {
      const person = await newPerson(browser, server.url, { language, viewport });
      const { page } = person;
      const faults: string[] = [];
      const look = async (name: string) => {
        await shoot(person, `people-${size}-${language}-${name}`);
        const found = [...(await faintTexts(page)), ...(await namelessControls(page))];
        const excess = await excessPx(person);
        if (excess > 0) found.push(`wider than the window by ${excess}`);
        faults.push(...found.map((fault) => `${name}: ${fault}`));
      };
      const sample = await fillWithPeople(server.url, language, `${size}_`);
      await person.signIn(sample.username);
      await page.goto(`${server.url}/contacts`);
      await page.locator(".contact-row").nth(5).waitFor();
      await look("contacts");
      await page.locator(".contact-row", { hasText: sample.named }).first().click();
      await page.locator(".person-bio").waitFor();
      await look("profile");
      await page.locator(".tile").last().click();
      await page.locator(".menu").waitFor();
      await look("profile-menu");
      await page.keyboard.press("Escape");
      await page.goto(`${server.url}/contacts/requests`);
      await page.locator(".request-row").nth(1).waitFor();
      await look("requests");
      await page.goto(`${server.url}/contacts/blocked`);
      await page.locator(".request-row").waitFor();
      await look("blocked");
      await page.goto(`${server.url}/settings`);
      await page.locator(".settings-link").nth(2).waitFor();
      await look("settings");
      for (const part of ["profile", "security", "devices", "privacy"]) {
        await page.goto(`${server.url}/settings/${part}`);
        await page.locator(".settings-card").nth(1).waitFor();
        await settled(person);
        await look(`settings-${part}`);
      }
      expect(faults).toEqual([]);
      expect(person.errors).toEqual([]);
      await person.context.close();
    });
  }
}
