/** The widget on a page of another origin, in a real browser, against a server of its own. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@parley/sdk";
import type { Browser } from "playwright-core";
import { launchChromium } from "../../e2e/support/chromium.ts";
import { Program } from "../../packages/server/test/support/program.ts";

setDefaultTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), "parley-widget-"));
let browser: Browser;
let program: Program;
let support: Client;
let site: ReturnType<typeof Bun.serve>;

beforeAll(async () => {
  const built = await Bun.build({
    entrypoints: [new URL("guest-widget.ts", import.meta.url).pathname],
    target: "browser",
  });
  const script = (await built.outputs[0]?.text()) ?? "";
  let page = "";
  site = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: ({ url }) =>
      url.endsWith("/guest-widget.js")
        ? new Response(script, { headers: { "content-type": "text/javascript" } })
        : new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } }),
  });
  program = new Program(folder, [
    `--allowed-origins=http://127.0.0.1:${site.port}`,
    "--stranger-messages=unlimited",
  ]);
  const url = await program.ready();
  support = createClient({ url, storage: "memory" });
  const { user } = await support.account.register({ username: "support", password: "correct horse" });
  page = `<!doctype html><title>A shop</title>
    <div id="guest-widget" data-url="${url}" data-user-id="${user.id}"></div>
    <script type="module" src="/guest-widget.js"></script>`;
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await support?.close();
  await program?.stop();
  site?.stop(true);
  rmSync(folder, { recursive: true });
});

test("[GUE-2] [GUE-8] a visitor of another site writes, is answered, and is the same one after a reload", async () => {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${site.port}/`);
  await page.getByRole("status").filter({ hasText: "欢迎您" }).waitFor();
  await page.getByLabel("Message").fill("Do you have <b>this</b> in blue?");
  await page.getByLabel("Message").press("Enter");
  const { conversationId, senderId } = await unread();
  support.outbox.send(conversationId, { type: "text", text: "We do." });
  await page.locator("li.theirs").filter({ hasText: "We do." }).waitFor();
  await page.reload();
  await page.locator("li.theirs").filter({ hasText: "We do." }).waitFor();
  expect(await page.locator("li").allTextContents()).toEqual(["Do you have <b>this</b> in blue?", "We do."]);
  expect(await page.locator("li.mine").count()).toBe(1);
  const { items } = support.state.inbox.get();
  expect(items.map(({ peer }) => peer?.id)).toEqual([senderId]);
  expect(items[0]?.peer).toMatchObject({ role: "guest" });
  await context.close();
});

/** The conversation that has something to read, however the client came to know of it. */
function unread(): Promise<{ conversationId: number; senderId: number }> {
  return new Promise((resolve) => {
    support.state.inbox.subscribe(({ items }) => {
      const item = items.find(({ unread, peer }) => unread > 0 && peer !== null);
      if (item?.peer) resolve({ conversationId: item.conversation.id, senderId: item.peer.id });
    });
  });
}
