/**
 * The contract's pages: signing in, registering, chatting. Plain ones, made here: a stranger's page brings its own.
 * What is at the root is there on a port of the dialect's own alone; on the main one it is the web client's.
 */
import type { DialectRequest, Route } from "../dialect.ts";
import type { Ginchat } from "./flavour.ts";
import { actorOf, assertOwn, tokenCookie } from "./identity.ts";
import accountScript from "./pages/account.txt" with { type: "text" };
import chatScript from "./pages/chat.txt" with { type: "text" };
import style from "./pages/style.txt" with { type: "text" };

const security = {
  "content-security-policy": "default-src 'self'; connect-src 'self' ws: wss:; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

function page(title: string, body: string): Response {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><link rel="stylesheet" href="/asset/style.css">`;
  return new Response(`<!doctype html><html lang="zh-CN"><head>${head}</head><body>${body}</body></html>`, {
    headers: { ...security, "content-type": "text/html; charset=utf-8" },
  });
}

function asset(text: string, type: string): Response {
  return new Response(text, { headers: { ...security, "content-type": `${type}; charset=utf-8` } });
}

const field = (name: string, label: string, type: string, complete: string) =>
  `<label>${label}<input name="${name}" type="${type}" autocomplete="${complete}" required></label>`;

const signInPage = () =>
  page(
    "登录",
    `<main><h1>登录</h1><form data-call="/user/findUserByNameAndPwd">${field("name", "用户名", "text", "username")}${field("password", "密码", "password", "current-password")}<button>登录</button></form><p role="status"></p><a href="/toRegister">注册</a></main><script type="module" src="/asset/account.js"></script>`,
  );

const registerPage = () =>
  page(
    "注册",
    `<main><h1>注册</h1><form data-call="/user/createUser">${field("name", "用户名", "text", "username")}${field("password", "密码", "password", "new-password")}${field("repassword", "确认密码", "password", "new-password")}<button>注册</button></form><p role="status"></p><a href="/index">登录</a></main><script type="module" src="/asset/account.js"></script>`,
  );

export function pageRoutes({ flavour, host, options }: Ginchat): readonly Route[] {
  const [befriend] = flavour.befriend.filter(({ target }) => target.by === "name");

  async function chat(request: DialectRequest): Promise<Response> {
    const actor = await actorOf(host, request);
    assertOwn(request.query("userId") ?? "", actor);
    const token = host.issueToken(actor, { kind: "hex" });
    const config = JSON.stringify({
      userId: actor.userId,
      token,
      echoesGroups: options.echoesGroups,
      paths: {
        loadCommunity: flavour.loadCommunity.path,
        loadCommunityField: flavour.loadCommunity.ownField,
        socket: flavour.sockets[0],
      },
    });
    const form = (call: string, own: string, name: string, label: string) =>
      `<form data-call="${call}" data-own="${own}"><input name="${name}" placeholder="${label}" aria-label="${label}" required><button>+</button></form>`;
    const answer = page(
      "聊天",
      `<div class="chat"><nav>${form(befriend?.path ?? "", befriend?.ownField ?? "", "targetName", "添加好友：用户名")}${form("/contact/createCommunity", "ownerId", "name", "建群：群名称")}${form("/contact/joinGroup", "userId", "comId", "加群：群号或群名称")}<p role="status"></p><div id="people"></div></nav><section><h1>聊天</h1><ol id="messages"></ol><form><input name="file" type="file" accept="image/*" aria-label="图片"><input name="text" aria-label="消息" autocomplete="off"><button>发送</button></form></section></div><script type="application/json" id="config">${config}</script><script type="module" src="/asset/chat.js"></script>`,
    );
    answer.headers.set("set-cookie", tokenCookie(token, request.url.protocol === "https:"));
    return answer;
  }

  return [
    { method: "GET", path: "/", onOwnPort: true, handle: signInPage },
    {
      method: "GET",
      path: "/favicon.ico",
      onOwnPort: true,
      handle: () => new Response(null, { status: 204 }),
    },
    { method: "GET", path: "/index", handle: signInPage },
    { method: "GET", path: "/toRegister", handle: registerPage },
    { method: "GET", path: "/toChat", handle: chat },
    { method: "GET", path: "/asset/style.css", handle: () => asset(style, "text/css") },
    { method: "GET", path: "/asset/account.js", handle: () => asset(accountScript, "text/javascript") },
    { method: "GET", path: "/asset/chat.js", handle: () => asset(chatScript, "text/javascript") },
  ];
}
