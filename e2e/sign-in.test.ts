/** The ways in, as a newcomer takes them: as a guest, by a phone's camera, with a code by mail, with a second factor. */
import { afterAll, afterEach, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { createHmac } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { OpenIdTestProvider } from "../packages/server/test/support/open-id-provider.ts";
import { launchChromium } from "./support/chromium.ts";
import { mailedCode } from "./support/outbox.ts";
import { newPerson, type Person, type PersonOptions, password, phone } from "./support/person.ts";
import { type ServerOptions, startServer, type TestServer } from "./support/server.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let people: Person[] = [];

beforeAll(async () => {
  browser = await launchChromium();
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

async function start(environment: NonNullable<ServerOptions["environment"]> = {}): Promise<void> {
  server = await startServer({ strangerMessages: "unlimited", environment });
}

const inbox = (page: Page) => page.getByRole("navigation", { name: "Chats" });

/** What an authenticator shows now (RFC 6238). */
function authenticatorCode(secret: string, at = Date.now()): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/[^A-Z2-7]/g, "")]
    .map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

test("a guest comes in by one press, writes to whoever gave a link, comes back after a reload, and becomes an account", async () => {
  await start();
  const ann = await arrive();
  await ann.register("ann", "Ann Lindqvist");
  await ann.page.goto(`${server.url}/settings/profile`);
  await ann.page.getByRole("img", { name: "Your QR code" }).waitFor();
  await ann.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await ann.page.getByRole("button", { name: "Copy link" }).click();
  const link = await ann.page.evaluate(() => navigator.clipboard.readText());
  const guest = await arrive({ viewport: phone });
  const { page } = guest;
  await page.goto(link.replace(/^https?:\/\/[^/]+/, server.url));
  await page.getByRole("button", { name: "Continue as guest" }).click();
  await page.getByRole("heading", { name: "Ann Lindqvist" }).waitFor();
  await page.getByRole("button", { name: "Message", exact: true }).click();
  await guest.write("Is the shop open today?");
  await guest.message("Is the shop open today?").getByLabel("Sent", { exact: true }).waitFor();
  await ann.page.goto(server.url);
  await ann.page.locator(".inbox-row", { hasText: "Is the shop open today?" }).waitFor();
  await page.reload();
  await guest.message("Is the shop open today?").waitFor();
  await page.goto(server.url);
  await page.getByText("You are here as a guest.").waitFor();
  expect(await page.getByRole("button", { name: "New conversation" }).count()).toBe(0);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByLabel("Username", { exact: true }).fill("vera");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.locator(".inbox-row", { hasText: "Ann Lindqvist" }).waitFor();
  await page.getByRole("button", { name: "New conversation" }).waitFor();
  expect([...ann.errors, ...guest.errors]).toEqual([]);
});

test("a browser is signed in by the phone that reads its code and confirms", async () => {
  await start();
  const ann = await arrive({ viewport: phone });
  await ann.register("ann", "Ann Lindqvist");
  const screen = await arrive();
  const { page } = screen;
  const requested = page.waitForResponse((response) => response.url().endsWith("/v1/signIn.request"));
  await page.getByRole("button", { name: "Sign in with your phone" }).click();
  await page.getByRole("img", { name: "QR code for signing in" }).waitFor();
  const { id } = (await (await requested).json()) as { id: string };
  await ann.page.goto(`${server.url}/sign-in/${id}`);
  await ann.page.getByText("Sign in on another device?").waitFor();
  await ann.page.getByText("Chrome, Linux").waitFor();
  await ann.page.getByRole("button", { name: "Sign it in" }).click();
  await inbox(page).waitFor();
  await page.getByRole("button", { name: "Account" }).waitFor();
  expect([...ann.errors, ...screen.errors]).toEqual([]);
});

test("where an address is asked for, a code by mail proves it, and signs in and resets later", async () => {
  await start({
    PARLEY_REGISTRATION: "email-domain",
    PARLEY_REGISTRATION_EMAIL_DOMAINS: "harbour.example",
    PARLEY_CODE_TTL_MS: "600000",
  });
  const ann = await arrive();
  const { page } = ann;
  await page.getByRole("button", { name: "New here? Create an account" }).click();
  await page.getByLabel("Username", { exact: true }).fill("ann");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("E-mail", { exact: true }).fill("ann@elsewhere.example");
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByText("With this nobody can register here.").waitFor();
  await page.getByLabel("E-mail", { exact: true }).fill("ann@harbour.example");
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByLabel("Code from the e-mail").fill(await mailedCode(server, 1));
  await page.getByRole("button", { name: "Create account" }).click();
  await inbox(page).waitFor();
  const tablet = await arrive({ viewport: phone });
  await tablet.signIn("ann@harbour.example");
  expect([...ann.errors, ...tablet.errors]).toEqual([]);
});

test("a closed server offers no registration, a server without guests no guest entry", async () => {
  await start({ PARLEY_REGISTRATION: "closed", PARLEY_GUESTS: "off" });
  const { page } = await arrive();
  await page.getByText("Sign in with your phone").waitFor();
  await page.getByRole("button", { name: "New here? Create an account" }).waitFor({ state: "detached" });
  expect(await page.getByRole("button", { name: "Continue as guest" }).count()).toBe(0);
});

test("a second factor is switched on with its code, asked for at the next sign-in, and replaced by a recovery code", async () => {
  await start();
  const ann = await arrive();
  await ann.register("ann", "Ann Lindqvist");
  const { page } = ann;
  await page.goto(`${server.url}/settings/security`);
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByRole("img", { name: "Second factor" }).waitFor();
  const secret = (await page.locator(".secret-text").textContent()) ?? "";
  await page.getByLabel("6 digits, or a recovery code").fill(authenticatorCode(secret));
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.locator(".recovery-codes span").nth(3).waitFor();
  const [recoveryCode = ""] = await page.locator(".recovery-codes span").allTextContents();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.getByRole("button", { name: "Switch off" }).waitFor();
  const tablet = await arrive({ viewport: phone });
  await tablet.page.getByLabel("Username, e-mail or phone").fill("ann");
  await tablet.page.getByLabel("Password", { exact: true }).fill(password);
  await tablet.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await tablet.page.getByLabel("Code of your authenticator").fill("000000");
  await tablet.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await tablet.page.getByText("This code is wrong, was used or is too old.").waitFor();
  await tablet.page.getByLabel("Code of your authenticator").fill(recoveryCode);
  await tablet.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await inbox(tablet.page).waitFor();
  expect([...ann.errors, ...tablet.errors]).toEqual([]);
});

test("[OIDC-8] a provider is linked to the account, signs in by one press from then on, and is removed again", async () => {
  const provider = await OpenIdTestProvider.start();
  provider.person = { sub: "ann-there", name: "Ann There" };
  await start({
    PARLEY_OIDC_ISSUER: provider.issuer,
    PARLEY_OIDC_CLIENT_ID: String(provider.options.oidcClientId),
    PARLEY_OIDC_CLIENT_SECRET: String(provider.options.oidcClientSecret),
    PARLEY_OIDC_NAME: "Harbour ID",
  });
  const ann = await arrive();
  const { page } = ann;
  await ann.register("ann", "Ann Lindqvist");
  await page.goto(`${server.url}/settings/security`);
  const link = page.getByRole("button", { name: "Sign in with Harbour ID as well" });
  await link.click();
  await page.getByLabel("Your password").fill("wrong and long enough");
  await link.click();
  await page.getByText("The password or the code is wrong.").waitFor();
  await page.getByLabel("Your password").fill(password);
  await link.click();
  await page.getByText("From now on you can sign in this way").waitFor();
  await page.getByText(provider.issuer).waitFor();
  expect(page.url()).toBe(`${server.url}/settings/security`);
  const tablet = await arrive({ viewport: phone });
  await tablet.page.getByRole("button", { name: "Harbour ID" }).click();
  await inbox(tablet.page).waitFor();
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByLabel("Your password").fill(password);
  await page.getByRole("button", { name: "Remove" }).last().click();
  await page.getByText("No provider signs you in.").waitFor();
  expect([...ann.errors, ...tablet.errors]).toEqual([]);
  await provider.stop();
});
