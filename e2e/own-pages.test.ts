/** What a person keeps on the server besides conversations: keys, automatic answers, reports, followers, invitations. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { type Client, createClient } from "@parley/sdk";
import type { Browser } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson, type Person, password, phone } from "./support/person.ts";
import { faintTexts, namelessControls } from "./support/readable.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { excessPx, shoot } from "./support/shoot.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let admin: Client;
let friend: Client;
let root: Person;
let mobile: Person;

const newClient = () => createClient({ url: server.url, storage: "memory", sharesConnection: false });

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  admin = newClient();
  await admin.setup.claim({ code: server.setupCode, username: "root", nickname: "Rosa", password });
  const { user } = await admin.account.me();
  friend = newClient();
  await friend.account.register({ username: "friend", nickname: "Fred Friend", password });
  await friend.users.follow({ userId: user.id });
  [root, mobile] = await Promise.all([
    newPerson(browser, server.url),
    newPerson(browser, server.url, { viewport: phone, language: "zh-CN" }),
  ]);
  await root.signIn("root");
  await mobile.register("siyuan", "陈思远");
});

afterAll(async () => {
  await admin?.close();
  await friend?.close();
  await browser?.close();
  await server?.stop();
});

async function openPart({ page }: Person, part: string): Promise<void> {
  await page.locator('.navigation-entry[href^="/settings"]').click();
  await page.locator(`.settings-link[href="/settings/${part}"]`).click();
  await page.locator(".settings-content").waitFor();
}

async function back({ page }: Person): Promise<void> {
  await page.locator(".settings-header .icon-button").click();
  await page.locator('.settings-link[href="/settings/keys"]').waitFor();
}

/** Nothing sticks out, nothing is nameless or hard to read. */
async function expectReadable(person: Person): Promise<void> {
  expect(await excessPx(person)).toBeLessThanOrEqual(0);
  expect(await namelessControls(person.page)).toEqual([]);
  expect(await faintTexts(person.page)).toEqual([]);
}

test("an API key is shown once, works, and is refused after it was revoked", async () => {
  const { page } = root;
  await openPart(root, "keys");
  await page.getByText("You have no API keys.").waitFor();
  await page.getByLabel("What it is for").fill("Door bell");
  await page.getByLabel("Scopes").fill("message.send account.me");
  await page.getByRole("button", { name: "Make a key" }).click();
  const key = await page.locator(".secret-text").textContent();
  await page.getByText("Door bell").waitFor();
  await expectReadable(root);
  await shoot(root, "own-keys");
  const ask = () =>
    fetch(`${server.url}/v1/account.me`, {
      method: "POST",
      body: "{}",
      headers: { Authorization: `Bearer ${key}` },
    });
  expect((await ask()).status).toBe(200);
  await page.getByRole("button", { name: "I have kept it" }).click();
  await page.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await page.getByText("You have no API keys.").waitFor();
  expect((await ask()).status).toBe(401);
  await back(root);
});

test("[AUTO-1] an automatic answer is made, switched off and removed, on a phone and in Chinese", async () => {
  const { page } = mobile;
  await openPart(mobile, "automatic");
  await page.getByRole("button", { name: "添加自动回复" }).click();
  await page.getByLabel("当对方写道").fill("几点开门");
  await page.getByLabel("回复", { exact: true }).fill("每天上午九点到下午五点。");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("几点开门").waitFor();
  await expectReadable(mobile);
  await shoot(mobile, "own-automatic-phone-zh");
  await page.locator(".own-answer .switch-row, .own-answer label").first().click();
  await page.getByRole("checkbox", { checked: false }).waitFor({ state: "attached" });
  await page.getByRole("button", { name: "删除" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await page.getByText("还没有自动回复。").waitFor();
  expect(mobile.errors).toEqual([]);
});

test("[CONT-15] who follows the user is listed, and leads to their profile", async () => {
  const { page } = root;
  await openPart(root, "follows");
  await page.getByRole("button", { name: "Fred Friend" }).waitFor();
  await expectReadable(root);
  await page.getByText("Following", { exact: true }).click();
  await page.getByText("You follow nobody.").waitFor();
  await back(root);
});

test("[COMP-3] [COMP-5] one's own reports show how far they are, and are taken back", async () => {
  const { page } = root;
  const { user } = await friend.account.me();
  await openPart(root, "reports");
  await page.getByText("You have reported nothing.").waitFor();
  await admin.complaints.create({ target: { kind: "user", userId: user.id }, reason: "spam" });
  await page.getByText("Fred Friend").waitFor();
  await expectReadable(root);
  await shoot(root, "own-reports");
  await page.getByRole("button", { name: "Take back" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await page.getByText("Taken back").waitFor();
  await back(root);
});

test("an administrator invites somebody, who is let in by the code; the invitation is taken back", async () => {
  const { page } = root;
  await page.goto(`${server.url}/admin/invites`);
  await page.getByLabel("For whom").fill("The new gardener");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await page.locator(".secret-text").waitFor();
  await page.getByText("1 account left").waitFor();
  await expectReadable(root);
  await shoot(root, "own-invites");
  await page.getByRole("button", { name: "Take back" }).click();
  await page.getByText("Taken back").waitFor();
  expect(root.errors).toEqual([]);
});
