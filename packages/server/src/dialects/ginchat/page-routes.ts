/**
 * The contract's pages: signing in, registering, chatting. Plain ones, made here: a stranger's page brings its own.
 * What is at the root is there on a port of the dialect's own, and on the main one where the web client is elsewhere.
 */
import { ParleyError } from "@parley/protocol";
import type { DialectRequest, Route } from "../dialect.ts";
import type { Ginchat } from "./flavour.ts";
import { actorOf, assertOwn, tokenCookie } from "./identity.ts";
import accountScript from "./pages/account.txt" with { type: "text" };
import chatScript from "./pages/chat.txt" with { type: "text" };
import chatBody from "./pages/chat-body.txt" with { type: "text" };
import icon from "./pages/icon.txt" with { type: "text" };
import style from "./pages/style.txt" with { type: "text" };
import { befriendRoutes, communitiesRoutes } from "./spellings.ts";

const security = {
  "content-security-policy": "default-src 'self'; connect-src 'self' ws: wss:; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};
/** The address of the chat page has the token in it. Of the others it may be told where their own files are asked for. */
const referrers = { chat: "no-referrer", account: "same-origin" } as const;

function page(title: string, body: string, referrer: keyof typeof referrers): Response {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><link rel="icon" href="/asset/icon.svg"><link rel="stylesheet" href="/asset/style.css">`;
  const headers = { "content-type": "text/html; charset=utf-8", "referrer-policy": referrers[referrer] };
  return new Response(`<!doctype html><html lang="zh-CN"><head>${head}</head><body>${body}</body></html>`, {
    headers: { ...security, ...headers },
  });
}

function asset(text: string, type: string): Response {
  return new Response(text, { headers: { ...security, "content-type": `${type}; charset=utf-8` } });
}

const field = (name: string, label: string, type: string, complete: string) =>
  `<label>${label}<input name="${name}" type="${type}" autocomplete="${complete}" required></label>`;

const accountPage = (title: string, call: string, fields: string, other: string) =>
  page(
    title,
    `<main class="account"><h1>${title}</h1><form data-call="${call}">${fields}<button>${title}</button></form><p role="status"></p><p>${other}</p></main><script type="module" src="/asset/account.js"></script>`,
    "account",
  );

const signInPage = () =>
  accountPage(
    "登录",
    "/user/findUserByNameAndPwd",
    field("name", "用户名", "text", "username") + field("password", "密码", "password", "current-password"),
    '没有账号？<a href="/toRegister">注册</a>',
  );

const registerPage = () =>
  accountPage(
    "注册",
    "/user/createUser",
    field("name", "用户名", "text", "username") +
      field("password", "密码", "password", "new-password") +
      field("repassword", "确认密码", "password", "new-password"),
    '已有账号？<a href="/index">登录</a>',
  );

export function pageRoutes({ flavour, host, options }: Ginchat): readonly Route[] {
  const [befriend] = befriendRoutes.filter(({ target }) => target.by === "name");
  const [communities] = communitiesRoutes;

  async function chat(request: DialectRequest): Promise<Response> {
    const actor = await actorOf(host, request);
    assertOwn(request.query("userId") ?? "", actor);
    const token = host.issueToken(actor, { kind: "hex" });
    const config = JSON.stringify({
      userId: actor.userId,
      token,
      echoesGroups: options.echoesGroups,
      paths: {
        befriend: befriend?.path,
        befriendField: befriend?.ownField,
        loadCommunity: communities?.path,
        loadCommunityField: communities?.ownField,
        socket: flavour.sockets[0],
      },
    });
    const scripts = `<script type="application/json" id="config">${config}</script><script type="module" src="/asset/chat.js"></script>`;
    const answer = page("聊天", chatBody + scripts, "chat");
    answer.headers.set("set-cookie", tokenCookie(token, request.url.protocol === "https:"));
    return answer;
  }

  /** Whoever may not chat here is shown where to sign in; a program is told why. */
  async function chatOrSignIn(request: DialectRequest): Promise<Response> {
    try {
      return await chat(request);
    } catch (error) {
      const isPage = request.header("accept")?.includes("text/html") === true;
      if (!(error instanceof ParleyError) || !isPage) throw error;
      return new Response(null, { status: 302, headers: { ...security, location: "/index" } });
    }
  }

  return [
    { method: "GET", path: "/", isFirstPage: true, handle: signInPage },
    { method: "GET", path: "/index", handle: signInPage },
    { method: "GET", path: "/toRegister", handle: registerPage },
    { method: "GET", path: "/toChat", handle: chatOrSignIn },
    { method: "GET", path: "/favicon.ico", handle: () => asset(icon, "image/svg+xml") },
    { method: "GET", path: "/asset/icon.svg", handle: () => asset(icon, "image/svg+xml") },
    { method: "GET", path: "/asset/style.css", handle: () => asset(style, "text/css") },
    { method: "GET", path: "/asset/account.js", handle: () => asset(accountScript, "text/javascript") },
    { method: "GET", path: "/asset/chat.js", handle: () => asset(chatScript, "text/javascript") },
  ];
}
