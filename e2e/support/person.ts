/** A person with a browser of their own: what they do, by the names on the screen, and what they see. */
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";

export const desktop = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

export interface PersonOptions {
  viewport?: { width: number; height: number };
  language?: "en" | "zh-CN";
  colorScheme?: "light" | "dark";
}

export interface Person {
  readonly page: Page;
  readonly context: BrowserContext;
  register(username: string, nickname: string): Promise<void>;
  signIn(username: string): Promise<void>;
  /** Opens the conversation with somebody found by username. */
  openDirect(username: string): Promise<void>;
  /** Opens a conversation of the inbox by its title. */
  open(title: string): Promise<void>;
  showDetails(): Promise<void>;
  write(text: string): Promise<void>;
  message(text: string): Locator;
  /** Texts of all messages on screen, in order. */
  texts(): Promise<string[]>;
  /** Errors the page raised or logged; what the network does is not counted. */
  readonly errors: readonly string[];
}

export const password = "correct horse battery";

const words = {
  en: {
    toRegister: "New here? Create an account",
    username: "Username",
    signInName: "Username, e-mail or phone",
    nickname: "Display name",
    password: "Password",
    register: "Create account",
    signIn: "Sign in",
    details: "Details",
    showDetails: "Show details",
    newConversation: "New conversation",
    newDirect: "Message someone",
    find: "Name, username or ID",
    inbox: "Chats",
  },
  "zh-CN": {
    toRegister: "还没有账号\uff1f注册一个",
    username: "用户名",
    signInName: "用户名、邮箱或电话",
    nickname: "昵称",
    password: "密码",
    register: "注册",
    signIn: "登录",
    details: "详情",
    showDetails: "显示详情",
    newConversation: "新建会话",
    newDirect: "发起单聊",
    find: "昵称、用户名或 ID",
    inbox: "消息",
  },
} as const;

export async function newPerson(browser: Browser, url: string, options: PersonOptions = {}): Promise<Person> {
  const language = options.language ?? "en";
  const viewport = options.viewport ?? desktop;
  const isPhone = viewport.width < 720;
  const context = await browser.newContext({
    viewport,
    locale: language === "en" ? "en-GB" : language,
    colorScheme: options.colorScheme ?? "light",
    timezoneId: "Europe/Berlin",
    hasTouch: isPhone,
    isMobile: isPhone,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (line) => {
    const isNetwork = /net::ERR|WebSocket connection|Failed to load resource/.test(line.text());
    if (line.type() === "error" && !isNetwork) errors.push(line.text());
  });
  await page.goto(url);
  const say = words[language];

  return {
    page,
    context,
    errors,
    async register(username, nickname) {
      await page.getByRole("button", { name: say.toRegister }).click();
      await page.getByLabel(say.username, { exact: true }).fill(username);
      await page.getByLabel(say.nickname, { exact: true }).fill(nickname);
      await page.getByLabel(say.password, { exact: true }).fill(password);
      await page.getByRole("button", { name: say.register, exact: true }).click();
      await page.getByRole("navigation", { name: say.inbox }).waitFor();
    },
    async signIn(username) {
      await page.getByLabel(say.signInName, { exact: true }).fill(username);
      await page.getByLabel(say.password, { exact: true }).fill(password);
      await page.getByRole("button", { name: say.signIn, exact: true }).click();
      await page.getByRole("navigation", { name: say.inbox }).waitFor();
    },
    async openDirect(username) {
      await page.getByRole("button", { name: say.newConversation }).click();
      await page.getByRole("menuitem", { name: say.newDirect }).click();
      await page.getByPlaceholder(say.find).fill(username);
      await page
        .getByRole("dialog")
        .getByRole("button", { name: `@${username}` })
        .click();
      await page.locator("#composer").waitFor();
    },
    async open(title) {
      await page.locator(".inbox-row-title", { hasText: title }).click();
      // The one that was open before has a message box as well.
      await page.locator(".header-name", { hasText: title }).waitFor();
      await page.locator("#composer").waitFor();
    },
    async showDetails() {
      const pane = page.getByRole("complementary", { name: say.details });
      if (await pane.isVisible()) return;
      await page
        .locator(".conversation-header")
        .getByRole("button", { name: say.showDetails })
        .last()
        .click();
      await pane.waitFor();
    },
    async write(text) {
      await page.locator("#composer").fill(text);
      await page.locator(".send-button").click();
    },
    message: (text) => page.locator(".message", { hasText: text }),
    texts: () => page.locator(".message-text").allTextContents(),
  };
}

/** Resolves when the service worker answers for the page, so that it and its parts open without a network. */
export async function shellIsKept({ page }: Person): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller !== null) return;
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
    );
  });
}
