/** The administration, from the setup code on: accounts are made, disabled and found, acts and mails are shown. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { mailedCode } from "./support/outbox.ts";
import { desktop, newPerson, type Person, type PersonOptions, password, phone } from "./support/person.ts";
import { faintTexts, namelessControls } from "./support/readable.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { excessPx, shoot } from "./support/shoot.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let people: Person[] = [];

beforeAll(async () => {
  browser = await launchChromium();
});

beforeEach(async () => {
  server = await startServer();
});

afterEach(async () => {
  for (const person of people) await person.context.close();
  people = [];
  await server?.stop();
});

afterAll(async () => {
  await browser?.close();
});

async function arrive(options?: PersonOptions): Promise<Person> {
  const person = await newPerson(browser, server.url, options);
  people.push(person);
  return person;
}

async function claim({ page }: Person): Promise<void> {
  await page.getByRole("button", { name: "I have a setup code" }).click();
  await page.getByLabel("Setup code").fill(server.setupCode);
  await page.getByLabel("Username", { exact: true }).fill("root");
  await page.getByLabel("Display name").fill("Rosa Administrator");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Set up this server" }).click();
  await page.getByRole("navigation", { name: "Chats" }).waitFor();
}

test("an administrator makes an account, whose owner signs in and is signed out when it is disabled", async () => {
  const root = await arrive();
  await claim(root);
  const { page } = root;
  await page.locator('.navigation-entry[href="/settings"]').click();
  await page.getByRole("link", { name: "Administration" }).click();
  await page.getByRole("button", { name: "Create user" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Username").fill("new_one");
  await dialog.getByLabel("Display name").fill("Nina Newcomer");
  await dialog.getByLabel("Password", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "Create user" }).click();
  await dialog.getByText("Signed in nowhere").waitFor();
  await page.keyboard.press("Escape");
  const nina = await arrive({ viewport: phone });
  await nina.signIn("new_one");
  await page.getByPlaceholder("Name, e-mail, phone or ID").fill("newcomer");
  await page.locator(".admin-list .person-row", { hasText: "Nina Newcomer" }).click();
  await dialog.getByRole("button", { name: "Disable" }).click();
  await page.locator(".dialog-small").getByRole("button", { name: "Disable" }).click();
  await nina.page.getByText("This account was disabled.").waitFor();
  await dialog.getByRole("button", { name: "Enable" }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".role-tag", { hasText: "Disabled" }).waitFor();
  await page.getByRole("link", { name: "Audit log" }).click();
  await page.locator("code", { hasText: "admin.disableUser" }).waitFor();
  await page.locator("code", { hasText: "admin.createUser" }).waitFor();
  expect([...root.errors, ...nina.errors]).toEqual([]);
});

test("mails that could not be sent are shown to administrators, and nobody else sees the page", async () => {
  const root = await arrive();
  await claim(root);
  const ann = await arrive();
  await ann.register("ann", "Ann Lindqvist");
  await ann.page.goto(`${server.url}/settings/security`);
  await ann.page.getByRole("button", { name: "Add an e-mail address" }).click();
  await ann.page.getByLabel("E-mail address").fill("ann@harbour.example");
  await ann.page.getByRole("button", { name: "Send code" }).click();
  await ann.page.getByLabel("Code from the e-mail").waitFor();
  const written = await mailedCode(server, 1);
  await root.page.goto(`${server.url}/admin/mails`);
  await root.page.getByText("ann@harbour.example").waitFor();
  const code = /\b\d{6}\b/.exec((await root.page.locator(".mail-text").first().textContent()) ?? "")?.[0];
  expect(code).toBe(written);
  await ann.page.getByLabel("Code from the e-mail").fill(written);
  await ann.page.getByLabel("Password", { exact: true }).fill(password);
  await ann.page.getByRole("button", { name: "Confirm" }).click();
  await ann.page.locator(".settings-fact-value", { hasText: "ann@harbour.example" }).waitFor();
  await ann.page.goto(`${server.url}/admin`);
  await ann.page.getByText("This is not allowed.").waitFor();
  expect([...root.errors, ...ann.errors]).toEqual([]);
});

test("what somebody reports reaches the administrators, who close it", async () => {
  const root = await arrive();
  await claim(root);
  await (await arrive()).register("loud", "Loud Neighbour");
  const ann = await arrive({ viewport: phone });
  await ann.register("ann", "Ann Lindqvist");
  await ann.openDirect("loud");
  await ann.showDetails();
  await ann.page.getByRole("button", { name: "More" }).click();
  await ann.page.getByRole("menuitem", { name: "Report" }).click();
  const dialog = ann.page.getByRole("dialog");
  await dialog.getByLabel("Reason").selectOption("insults");
  await dialog.getByLabel("What happened").fill("Shouts at night");
  await dialog.getByRole("button", { name: "Send report" }).click();
  await ann.page.getByText("Reported to the administrators").waitFor();
  await root.page.goto(`${server.url}/admin/complaints`);
  await root.page.getByText("Insults or harassment").waitFor();
  await root.page.getByText("Shouts at night").waitFor();
  await root.page.getByText("on Loud Neighbour").waitFor();
  await root.page.getByRole("button", { name: "Close" }).click();
  await root.page.locator(".role-tag", { hasText: "Closed" }).waitFor();
  expect([...root.errors, ...ann.errors]).toEqual([]);
});

test("the administration fits both widths and is readable", async () => {
  const root = await arrive();
  await claim(root);
  await (await arrive()).register("ann", "Ann Lindqvist");
  const faults: string[] = [];
  for (const viewport of [desktop, phone]) {
    await root.page.setViewportSize(viewport);
    const size = viewport === desktop ? "desktop" : "phone";
    const look = async (name: string) => {
      await shoot(root, `admin-${size}-en-${name}`);
      const found = [...(await faintTexts(root.page)), ...(await namelessControls(root.page))];
      if ((await excessPx(root)) > 0) found.push("wider than the window");
      faults.push(...found.map((fault) => `${size} ${name}: ${fault}`));
    };
    await root.page.goto(`${server.url}/admin`);
    await root.page.locator(".admin-list .person-row").nth(1).waitFor();
    await look("users");
    await root.page.locator(".admin-list .person-row", { hasText: "Ann Lindqvist" }).click();
    await root.page.getByRole("dialog").getByRole("button", { name: "Disable" }).waitFor();
    await look("user");
    await root.page.goto(`${server.url}/admin/audit`);
    await root.page.locator(".audit-entry").first().waitFor();
    await look("audit");
    await root.page.goto(`${server.url}/admin/mails`);
    await root.page.getByText("No mails wait here.").waitFor();
    await look("mails");
  }
  expect(faults).toEqual([]);
});
