/** What a page says of itself, below the message that links to it. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson, type Person } from "./support/person.ts";
import { startServer, type TestServer } from "./support/server.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let pages: ReturnType<typeof Bun.serve>;
let ann: Person;
let ben: Person;

beforeAll(async () => {
  pages = Bun.serve({
    ...{ hostname: "127.0.0.1", port: 0 },
    fetch(request) {
      const title = new URL(request.url).pathname.slice(1);
      const html = `<title>A page about ${title}</title><meta name="description" content="All there is to know.">`;
      return new Response(html, { headers: { "content-type": "text/html" } });
    },
  });
  const environment = {
    ...{ PARLEY_RATE_LIMIT_FACTOR: "0", PARLEY_LINK_PREVIEWS: "on" },
    PARLEY_LINK_PREVIEW_ALLOWED_HOSTS: "127.0.0.1",
  };
  [browser, server] = await Promise.all([launchChromium(), startServer({ environment })]);
  [ann, ben] = await Promise.all([newPerson(browser, server.url), newPerson(browser, server.url)]);
  await ann.register("ann", "Ann Lindqvist");
  await ben.register("ben", "Ben Osei");
  await ann.openDirect("ben");
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await pages?.stop(true);
});

test("a link is shown with what its page says of itself, until its sender takes that away", async () => {
  const url = `http://127.0.0.1:${pages.port}/tea`;
  await ann.write(`Look: ${url}`);
  await ben.open("Ann Lindqvist");
  const [mine, theirs] = [ann, ben].map((person) => person.message("Look:").locator(".link-preview"));
  await theirs?.getByText("A page about tea").waitFor();
  await theirs?.getByText("All there is to know.").waitFor();
  const link = theirs?.locator("a");
  expect(await link?.getAttribute("href")).toBe(url);
  expect([await link?.getAttribute("target"), await link?.getAttribute("rel")]).toEqual([
    ...["_blank", "noopener noreferrer nofollow"],
  ]);
  expect(await theirs?.getByRole("button").count()).toBe(0);
  await mine?.hover();
  await mine?.getByRole("button", { name: "Remove the preview for everybody" }).click();
  for (const card of [mine, theirs]) await card?.waitFor({ state: "detached" });
  expect([...ann.errors, ...ben.errors]).toEqual([]);
});

test("what is written with a link can be sent without its preview", async () => {
  const without = `http://127.0.0.1:${pages.port}/without`;
  await ann.page.locator("#composer").fill(`Quietly ${without}`);
  await ann.page.getByRole("button", { name: "Remove: Link preview" }).click();
  await ann.page.getByText("Without link preview").waitFor();
  await ann.page.locator(".send-button").click();
  await ann.write(`Then http://127.0.0.1:${pages.port}/with`);
  await ben.message("Then").getByText("A page about with").waitFor();
  expect(await ben.message("Quietly").locator(".link-preview").count()).toBe(0);
});
