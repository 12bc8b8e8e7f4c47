/** The web client at /app, where a dialect's first page has the root. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson } from "./support/person.ts";
import { startServer, type TestServer } from "./support/server.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  const environment = { PARLEY_WEB_PATH: "/app", PARLEY_DIALECTS: "hertz" };
  [browser, server] = await Promise.all([launchChromium(), startServer({ environment })]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test("[RUN-15] it begins at /app, keeps to it, and opens there without a network; the root stays the dialect's", async () => {
  const person = await newPerson(browser, `${server.url}/app`);
  const { page, context } = person;
  await person.register("ann", "Ann Lindqvist");
  await page.keyboard.press("Control+,");
  await page.waitForURL(`${server.url}/settings`);
  await page.keyboard.press("Escape");
  await page.waitForURL(`${server.url}/app`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await context.setOffline(true);
  await page.reload();
  await page.getByRole("navigation", { name: "Chats" }).waitFor();
  await context.setOffline(false);
  await page.goto(server.url);
  expect(await page.title()).toBe("登录");
  expect(person.errors).toEqual([]);
  await context.close();
});
