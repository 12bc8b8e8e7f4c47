/** The first walk through the client: where one can go, and that nothing on the way is cut, doubled or hard to read. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser, Locator, Page } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson, type Person, phone } from "./support/person.ts";
import { faintTexts, namelessControls } from "./support/readable.ts";
import { fillWithTalk, type SampleTalk } from "./support/sample-talk.ts";
import { startServer, type TestServer } from "./support/server.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let talk: SampleTalk | null = null;
let person: Person | null = null;

beforeAll(async () => {
  browser = await launchChromium();
});

// One server a test: registrations are limited by address, and all of these people share one.
beforeEach(async () => {
  server = await startServer();
});

afterEach(async () => {
  await person?.context.close();
  person = null;
  talk?.end();
  talk = null;
  await server?.stop();
});

afterAll(async () => {
  await browser?.close();
});

/** Somebody who has conversations, signed in. */
async function someone(options: Parameters<typeof newPerson>[2] = {}): Promise<Person> {
  talk = await fillWithTalk(server.url, options.language ?? "en", "walk_");
  person = await newPerson(browser, server.url, options);
  await person.signIn(talk.username);
  await person.page.locator(".inbox-row").nth(3).waitFor();
  return person;
}

const navigation = (page: Page) => page.locator(".navigation");
const isCut = (names: Locator) =>
  names.evaluateAll((all) => all.some((name) => name.scrollWidth > name.clientWidth + 1));

test("a start does not tell of catching up unless it takes longer than a moment", async () => {
  person = await newPerson(browser, server.url);
  const { page } = person;
  await page.evaluate(() => {
    const shown: { title: string; at: number }[] = [];
    Object.assign(window, { shownTitles: shown });
    new MutationObserver(() => {
      const title = document.querySelector(".inbox .pane-title")?.textContent;
      if (title != null && title !== shown.at(-1)?.title) shown.push({ title, at: performance.now() });
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await person.register("walker", "Wanda Walker");
  await page.locator(".inbox .empty-state").waitFor();
  const titles = await page.evaluate(
    () => (window as unknown as { shownTitles: { title: string; at: number }[] }).shownTitles,
  );
  const [first, second] = titles;
  expect(first?.title).toBe("Chats");
  // 600 ms after the start, and not at once; the first title may be seen late, on a busy machine.
  expect((second?.at ?? Number.POSITIVE_INFINITY) - (first?.at ?? 0)).toBeGreaterThan(300);
});

test("the empty inbox in Chinese breaks its lines after punctuation only, however narrow the phone", async () => {
  person = await newPerson(browser, server.url, { viewport: phone, language: "zh-CN" });
  const { page } = person;
  await person.register("walker", "陈思远");
  const hint = page.locator(".empty-hint");
  await hint.waitFor();
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 640 });
    const lineEnds = await hint.evaluate((element) => {
      const node = element.firstChild;
      const ends: string[] = [];
      if (node === null) return ends;
      const words = node.textContent ?? "";
      const range = document.createRange();
      let top: number | null = null;
      for (let at = 0; at < words.length; at += 1) {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        if (top !== null && box.top > top + 2) ends.push(words.charAt(at - 1));
        top = box.top;
      }
      return ends;
    });
    for (const end of lineEnds) expect(end).toMatch(/\p{P}/u);
  }
});

test("the rail leads to the settings and back to the same conversation, and counts what is unread meanwhile", async () => {
  const { page, open } = await someone();
  await open("Anna Lindqvist");
  await navigation(page).getByRole("link", { name: "Settings" }).click();
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/settings");
  expect(await page.title()).toContain("Settings · Parley");
  await navigation(page)
    .getByRole("link", { name: /^Chats \d+ unread messages?$/ })
    .waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  await page.goBack();
  await page.locator(".header-name", { hasText: "Anna Lindqvist" }).waitFor();
  await page.keyboard.press("Control+,");
  await page.getByRole("radio", { name: "Medium" }).focus();
  await page.keyboard.press("Escape");
  await page.locator(".header-name", { hasText: "Anna Lindqvist" }).waitFor();
  await navigation(page).getByRole("link", { name: "Settings" }).click();
  await navigation(page).getByRole("link", { name: "Chats" }).click();
  await page.locator(".header-name", { hasText: "Anna Lindqvist" }).waitFor();
  expect(person?.errors).toEqual([]);
});

test("a phone has the same pages as tabs, which give way to an open conversation", async () => {
  const { page, open } = await someone({ viewport: phone });
  await navigation(page).getByRole("link", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  expect(await page.locator(".inbox").isVisible()).toBe(false);
  await page.goBack();
  await open("Anna Lindqvist");
  expect(await navigation(page).count()).toBe(0);
  await page.goBack();
  const box = await navigation(page).boundingBox();
  expect(box === null ? 0 : Math.round(box.y + box.height)).toBe(phone.height);
});

test("a label of the settings stands apart from its choices, at the same distance everywhere", async () => {
  const { page } = await someone();
  await page.keyboard.press("Control+,");
  await page.getByRole("group", { name: "Text size" }).waitFor();
  const gapsPx = await page.locator(".segmented").evaluateAll((groups) =>
    groups.map((group) => {
      const label = group.querySelector("legend")?.getBoundingClientRect().bottom ?? 0;
      return Math.round((group.querySelector(".segmented-row")?.getBoundingClientRect().top ?? 0) - label);
    }),
  );
  expect(gapsPx.length).toBeGreaterThan(2);
  expect(new Set(gapsPx)).toEqual(new Set([8]));
});

test("on the smallest phone, with large text, nothing is wider than what it stands in", async () => {
  const { page } = await someone({ viewport: { width: 320, height: 640 } });
  await page.evaluate(() => localStorage.setItem("parley.textSize", "large"));
  await page.goto(`${server.url}/settings`);
  const excessPx = (selector: string) =>
    page.locator(selector).evaluate((element) => element.scrollWidth - element.clientWidth);
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  expect(await excessPx(".settings-page")).toBe(0);
  for (const key of ["Control+k", "?", "n", "g"]) {
    await page.keyboard.press(key);
    await page.getByRole("dialog").waitFor();
    expect([key, await excessPx(".dialog-content")]).toEqual([key, 0]);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
});

test("the switcher marks one option, whether the mouse or the keyboard chose it", async () => {
  const { page } = await someone();
  const marked = () =>
    page.getByRole("option").evaluateAll((options) =>
      options.flatMap((option, index) => {
        const isPainted = getComputedStyle(option).backgroundColor !== "rgba(0, 0, 0, 0)";
        return isPainted || option.ariaSelected === "true" ? [index] : [];
      }),
    );
  await page.keyboard.press("Control+k");
  await page.getByRole("option").nth(3).waitFor();
  expect(await marked()).toEqual([0]);
  await page.getByRole("option").nth(2).hover();
  await page.mouse.move(640, 300, { steps: 3 });
  await page.getByRole("option").nth(2).hover();
  expect(await marked()).toEqual([2]);
  await page.keyboard.press("ArrowDown");
  expect(await marked()).toEqual([3]);
});

test("names in a group are whole beside what their owners are, and none is told online while offline", async () => {
  person = await newPerson(browser, server.url);
  const { page } = person;
  await person.register("walker", "Maximiliane Featherstonehaugh-Cholmondeley");
  talk = await fillWithTalk(server.url, "en", "walk_");
  await page.keyboard.press("g");
  const dialog = page.getByRole("dialog");
  await page.getByPlaceholder("Add people").fill("walk_en1");
  await dialog.getByRole("button", { name: "@walk_en1" }).click();
  await dialog.getByRole("button", { name: "Create group" }).click();
  await page.locator(".member-list .role-tag", { hasText: "Owner" }).waitFor();
  expect(await isCut(page.locator(".member-list .person-name"))).toBe(false);
  await page.locator(".member-list .avatar-online").nth(1).waitFor();
  await person.context.setOffline(true);
  await page.locator(".banner").waitFor();
  await page.locator(".member-list .avatar-online").first().waitFor({ state: "detached" });
});

test("where there is no such conversation nothing offers to write into it", async () => {
  const { page } = await someone({ viewport: phone });
  await page.goto(`${server.url}/c/99999`);
  await page.getByText("This conversation does not exist").waitFor();
  await page.locator("#composer").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Back" }).click();
  await page.locator(".inbox-row").first().waitFor();
});

test("a form that is not filled in leads to the first field that is wrong", async () => {
  person = await newPerson(browser, server.url);
  const { page } = person;
  await page.getByLabel("Username, e-mail or phone").fill("walker");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByLabel("Password", { exact: true }).and(page.locator(":focus")).waitFor();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`texts stand out and controls have names everywhere, in ${colorScheme}`, async () => {
    const { page, open, showDetails, write, message } = await someone({ colorScheme });
    const found: string[] = [];
    const look = async (place: string) => {
      const faults = [...(await faintTexts(page)), ...(await namelessControls(page))];
      found.push(...faults.map((fault) => `${place}: ${fault}`));
    };
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await look("inbox");
    await open(talk?.groupName ?? "");
    await write("a slip of the pen");
    await message("a slip of the pen")
      .getByLabel(/^(Sent|Delivered|Read)$/)
      .waitFor();
    await showDetails();
    await page.locator(".member-list li").nth(3).waitFor();
    await look("group with details");
    await message("a slip of the pen").locator(".bubble").click({ button: "right" });
    await look("message menu");
    await page.getByRole("menuitem", { name: "Recall" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Recall" }).waitFor();
    await look("question");
    await page.getByRole("dialog").getByRole("button", { name: "Recall" }).click();
    await page.getByText("You recalled a message").waitFor();
    await look("recalled message");
    for (const key of ["Control+k", "?", "n", "g"]) {
      await page.locator(".pane-title").first().click();
      await page.keyboard.press(key);
      await page.getByRole("dialog").waitFor();
      await look(`dialog of ${key}`);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    await page.keyboard.press("Control+,");
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    await look("settings");
    await person?.context.setOffline(true);
    await page.locator(".banner").waitFor();
    await look("offline");
    expect(found).toEqual([]);
  });
}
