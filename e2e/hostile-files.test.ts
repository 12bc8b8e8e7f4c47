/** Hostile files in a real browser: uploaded as whatever they can be, and opened in every way a page can (SEC-12, SEC-15). */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { readFileSync } from "node:fs";
import type { Media, SignedIn } from "@parley/protocol";
import type { Browser, BrowserContext } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { type HostileFile, hostileFiles, pixelBombs, png } from "./support/hostile-files.ts";
import { startServer, type TestServer } from "./support/server.ts";

setDefaultTimeout(120_000);

const growthMbMax = 256;
const msMax = 2_000;

let browser: Browser;
let server: TestServer;
let beacon: ReturnType<typeof Bun.serve>;
let user: SignedIn;
const hits: string[] = [];
let shown = "";

beforeAll(async () => {
  beacon = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch({ url }) {
      const { pathname } = new URL(url);
      if (pathname === "/shows") return new Response(shown, { headers: { "content-type": "text/html" } });
      // What a browser asks every site for.
      if (pathname === "/favicon.ico") return new Response(null, { status: 204 });
      hits.push(pathname);
      return new Response("document.title = 'ran'", { headers: { "content-type": "text/javascript" } });
    },
  });
  const environment = { PARLEY_RATE_LIMIT_FACTOR: "0" };
  [browser, server] = await Promise.all([launchChromium(), startServer({ environment })]);
  const response = await fetch(`${server.url}/v1/account.register`, {
    method: "POST",
    body: JSON.stringify({ username: "hostile", password: "correct horse battery" }),
  });
  user = (await response.json()) as SignedIn;
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await beacon?.stop(true);
});

async function upload({ bytes, name }: HostileFile, kind: string): Promise<Media | null> {
  const form = new FormData();
  form.append("kind", kind);
  form.append("file", new Blob([bytes], { type: "text/html" }), name);
  const headers = { authorization: `Bearer ${user.accessToken}` };
  const response = await fetch(`${server.url}/v1/media`, { method: "POST", headers, body: form });
  const { media } = (await response.json()) as { media?: Media };
  const isAnswered = [200, 400, 413].includes(response.status);
  expect({ name, kind, isAnswered }).toEqual({ name, kind, isAnswered: true });
  return media ?? null;
}

async function linkOf({ id }: Media): Promise<string> {
  const response = await fetch(`${server.url}/v1/media.link`, {
    method: "POST",
    headers: { authorization: `Bearer ${user.accessToken}` },
    body: JSON.stringify({ ids: [id] }),
  });
  const { links } = (await response.json()) as { links: { url: string }[] };
  return `${server.url}${links[0]?.url}`;
}

/** What a script needs to run at the latest; nothing tells that none does. */
const scriptMs = 40;

/** Opens it in every way a page has, and by itself; answers what ran. */
async function opened(context: BrowserContext, link: string): Promise<string[]> {
  const page = await context.newPage();
  const ran: string[] = [];
  page.on("dialog", (dialog) => {
    ran.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const quoted = link.replaceAll("&", "&amp;");
  shown = `<!DOCTYPE html><title>shows</title>
    <img src="${quoted}"><iframe src="${quoted}"></iframe><object data="${quoted}"></object>
    <embed src="${quoted}"><script src="${quoted}"></script><link rel=stylesheet href="${quoted}">
    <video src="${quoted}" preload=auto></video>`;
  await page.goto(`http://127.0.0.1:${beacon.port}/shows`, { waitUntil: "load" });
  await page.waitForTimeout(scriptMs);
  if ((await page.title()) !== "shows") ran.push("title");
  // What is a download ends the navigation.
  await page.goto(link, { waitUntil: "load" }).catch(() => undefined);
  await page.waitForTimeout(scriptMs);
  await page.close();
  return ran;
}

test("the beacon works: a page with the same script, without the server's headers, reaches it", async () => {
  const [plain] = hostileFiles(`http://127.0.0.1:${beacon.port}`);
  shown = Buffer.from(plain?.bytes ?? []).toString();
  const page = await browser.newPage();
  const said = page.waitForEvent("dialog").then((dialog) => dialog.dismiss());
  const reached = page.waitForResponse((response) => response.url().endsWith("/plain.html"));
  await Promise.all([page.goto(`http://127.0.0.1:${beacon.port}/shows`), said, reached]);
  expect(hits).toContain("/plain.html");
  await page.close();
  hits.length = 0;
});

test("[MED-24] no script of 42 hostile files runs, whatever they were uploaded as and however they are opened", async () => {
  const files = hostileFiles(`http://127.0.0.1:${beacon.port}`);
  expect(files.length).toBeGreaterThanOrEqual(40);
  const ran: Record<string, string[]> = {};
  const context = await browser.newContext();
  let openedCount = 0;
  for (const file of files) {
    for (const kind of ["file", "image", "voice", "video"]) {
      const media = await upload(file, kind);
      if (media === null) continue;
      openedCount += 1;
      const found = await opened(context, await linkOf(media));
      if (found.length > 0) ran[`${file.name} as ${kind}`] = found;
    }
  }
  await context.close();
  expect(openedCount).toBeGreaterThanOrEqual(files.length);
  expect(ran).toEqual({});
  expect(hits).toEqual([]);
}, 600_000);

test.skipIf(process.platform !== "linux")(
  "[MED-26] pixel bombs of up to 50,000 x 50,000 are refused within 2 s and 256 MB",
  async () => {
    const residentMb = () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]) / 1024;
    // The threads an upload begins are there already.
    await upload({ name: "small.png", bytes: png(100, 100) }, "image");
    for (const bomb of pixelBombs()) {
      const before = residentMb();
      let peak = before;
      const timer = setInterval(() => {
        peak = Math.max(peak, residentMb());
      }, 10);
      const begunMs = performance.now();
      const media = await upload(bomb, "image");
      const ms = performance.now() - begunMs;
      clearInterval(timer);
      peak = Math.max(peak, residentMb());
      expect({ name: bomb.name, isKept: media !== null }).toEqual({ name: bomb.name, isKept: false });
      expect(ms).toBeLessThan(msMax);
      expect(peak - before).toBeLessThan(growthMbMax);
    }
  },
);
