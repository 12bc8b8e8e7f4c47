/**
 * Asks one case as one kind of caller, the way each contract's clients do, and says what became of it in the contract's
 * own words. An answer that is not of the contract's shape is no outcome but a failure.
 */
import { type Closing, WireSocket } from "../../conformance/wire-socket.ts";
import type { CaseContext, Outcome, Sent } from "./row.ts";

export interface Answered {
  readonly words: Outcome;
  readonly isRefused: boolean;
}

const ok: Answered = { words: "ok", isRefused: false };
const refused = (words: string): Answered => ({ words, isRefused: true });

export type DialectName = "netty" | "ginroom" | "egg" | "hertz" | "gochat";

export async function askRoute(
  dialect: DialectName,
  url: string,
  route: string,
  context: CaseContext,
  sent: Sent,
): Promise<Answered> {
  const [method = "", path = ""] = route.split(" ");
  const headers = { ...tokenHeaders(dialect, context.token), ...sent.headers };
  const body = bodyOf(sent);
  const response = await fetch(url + (sent.path ?? path), {
    method: method === "*" ? "POST" : method,
    headers: { ...headers, ...(sent.json === undefined ? {} : { "content-type": "application/json" }) },
    redirect: "manual",
    ...(body === undefined ? {} : { body }),
  });
  return answered(dialect, response);
}

function bodyOf({ json, upload }: Sent): string | FormData | undefined {
  if (upload === undefined) return json === undefined ? undefined : JSON.stringify(json);
  const form = new FormData();
  form.set(upload.field, new File([upload.bytes], upload.name));
  return form;
}

function tokenHeaders(dialect: DialectName, token: string | null): Record<string, string> {
  if (token === null) return {};
  return dialect === "netty" ? { authorization: `Bearer ${token}` } : { token };
}

/** What an answer says, checked for the contract's shape. */
export async function answered(dialect: DialectName, response: Response): Promise<Answered> {
  const text = await response.text();
  if (!(response.headers.get("content-type") ?? "").includes("application/json")) {
    return response.status < 400 ? ok : refused(text.trim());
  }
  const body = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const keys = Object.keys(body).join(" ");
  switch (dialect) {
    case "netty":
      assertShape(keys, text, ["success statusCode content msg"]);
      return body.success === true ? ok : refused(String(body.msg));
    case "ginroom":
      assertShape(keys, text, ["status message data", "status msg", "status data", "status message"]);
      if (response.status !== 200) throw new Error(`status ${response.status}`);
      return body.status === 200
        ? ok
        : refused(String(body.message ?? body.msg ?? JSON.stringify(body.data)));
    case "egg":
      assertShape(keys, text, ["msg data", "code msg data"]);
      if (body.msg === "fail" && ![400, 404, 422].includes(response.status)) throw new Error(text);
      return body.msg === "fail" ? refused(String(body.data)) : ok;
    default:
      return cousinAnswer(body, keys, text, response.status);
  }
}

function cousinAnswer(
  body: Readonly<Record<string, unknown>>,
  keys: string,
  text: string,
  status: number,
): Answered {
  if ("swagger" in body) return ok;
  assertShape(keys, text, ["code message data", "Code Msg Data Rows Total"]);
  if (status !== 200) throw new Error(`status ${status}`);
  const code = body.code ?? body.Code;
  return code === 0 ? ok : refused(String(body.message ?? body.Msg));
}

function assertShape(keys: string, text: string, shapes: readonly string[]): void {
  if (!shapes.includes(keys)) throw new Error(`no answer of the contract: ${text}`);
}

/** How a contract's clients open a socket, what they say first, and how it is known that all was answered. */
interface SocketManner {
  path(path: string, context: CaseContext): string;
  readonly token: "header" | "query";
  first?(context: CaseContext): object;
  /** Sent last; its answer says that all before it was answered. */
  readonly marker: string;
  isMarked(frame: string): boolean;
  refusal(frame: string): string | null;
}

const cousin: SocketManner = {
  path: (path, { self }) => `${path}?userId=${self.id}`,
  token: "header",
  marker: "{",
  isMarked: (frame) => frame === "发送失败：请求格式错误",
  refusal: (frame) => /^发送失败：(.*)$/.exec(frame)?.[1] ?? null,
};

const manners: Readonly<Record<DialectName, SocketManner>> = {
  netty: {
    path: (path) => path,
    token: "query",
    first: ({ self }) => ({ type: 7, params: { openid: String(self.id), userName: "n", loginStatus: "1" } }),
    marker: JSON.stringify({ type: 20, params: {} }),
    isMarked: (frame) => frame === '{"params":{"type":"pong"}}',
    refusal(frame) {
      const { params, status, type } = JSON.parse(frame);
      return type === 500 || (type === 6 && status !== 200) ? String(params.message) : null;
    },
  },
  ginroom: {
    path: (path) => path,
    token: "header",
    marker: "{",
    // The demo says back what it is told.
    isMarked: (frame) => frame === '{"status":400,"message":"消息格式错误"}' || frame === "{",
    refusal: (frame) => (frame.startsWith('{"status":400') ? String(JSON.parse(frame).message) : null),
  },
  egg: {
    path: (path) => path,
    token: "query",
    marker: "ping",
    isMarked: (frame) => frame === '{"type":"pong"}',
    refusal(frame) {
      const { data, msg } = JSON.parse(frame);
      return msg === "fail" || msg === "force_logout" ? String(data) : null;
    },
  },
  hertz: cousin,
  gochat: cousin,
};

export async function askSocket(
  dialect: DialectName,
  url: string,
  route: string,
  context: CaseContext,
  sent: Sent,
): Promise<Answered> {
  const [, path = "", frame] = route.split(" ");
  const manner = manners[dialect];
  const { token } = context;
  const target = new URL(url + (sent.path ?? manner.path(path, context)));
  if (manner.token === "query" && token !== null) target.searchParams.set("token", token);
  const headers = manner.token === "header" && token !== null ? { token } : {};
  const socket = await WireSocket.open(target.href.replace("http", "ws"), [], headers);
  if (socket === null) return refusedHandshake(dialect, target.href, headers);
  try {
    if (manner.first !== undefined && frame !== "register" && frame !== "login") {
      socket.send(JSON.stringify(manner.first(context)));
    }
    if (sent.frame !== undefined) {
      socket.send(typeof sent.frame === "string" ? sent.frame : JSON.stringify(sent.frame));
    }
    // Where nobody listens there is no answer to wait for.
    if (frame === "nothing") return ok;
    socket.send(manner.marker);
    return await lastRefusal(socket, manner);
  } finally {
    socket.terminate();
  }
}

/** What the last frame before the marker was refused with; what nobody is let in with comes first. */
async function lastRefusal(socket: WireSocket, manner: SocketManner): Promise<Answered> {
  let words: string | null = null;
  for (;;) {
    const said: string | Closing = await socket.frameOrClosing();
    if (typeof said !== "string") {
      return words === null ? refused(`${said.code} ${said.reason}`) : refused(words);
    }
    if (manner.isMarked(said)) return words === null ? ok : refused(words);
    words = manner.refusal(said) ?? words;
  }
}

/** A client of WebSockets is not told what a refused handshake says; a plain request is. */
async function refusedHandshake(
  dialect: DialectName,
  url: string,
  headers: Record<string, string>,
): Promise<Answered> {
  const upgrade = {
    ...{ connection: "Upgrade", upgrade: "websocket" },
    ...{ "sec-websocket-version": "13", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==" },
  };
  const response = await fetch(url, { headers: { ...headers, ...upgrade } });
  const answer = await answered(dialect, response);
  return answer.isRefused ? answer : refused(`the handshake: ${answer.words}`);
}
