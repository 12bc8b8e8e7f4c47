import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  commonErrors,
  type ErrorCode,
  limits,
  type MethodName,
  methods,
  type UserRole,
} from "@parley/protocol";
import fc from "fast-check";
import { adminCaller } from "./support/admin.ts";
import { type Caller, newCaller, refusedByBoth } from "./support/both-transports.ts";
import { newGuest } from "./support/guests.ts";
import { stopTime } from "./support/stopped-time.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";
import { brokenArguments, validArguments } from "./support/wrong-arguments.ts";

const methodNames = Object.keys(methods) as MethodName[];

/** What a token, a role or a name that is none may be answered, by any operation. */
const authenticationErrors: readonly ErrorCode[] = ["unauthenticated", "forbidden"];

describe("bad input", () => {
  let server: TestServer;
  let ann: Caller;
  /** For what is not for everybody. */
  let boss: Caller;
  let guest: Caller;
  let bot: Caller;
  let conversationId: number;

  beforeAll(async () => {
    server = await startTestServer();
    ann = await newCaller(server, "ann");
    boss = await adminCaller(server);
    const user = await newGuest(server);
    guest = { user, socket: await server.connect(user) };
    bot = await newBot();
    const bob = await server.newUser("bob");
    const opened = await ann.socket.call("conversation.openDirect", { userId: bob.user.id });
    conversationId = opened.conversation.id;
  });
  afterAll(() => server.stop());

  async function newBot(): Promise<Caller> {
    const { user } = await server.newUser("bot");
    await boss.socket.call("admin.setRole", { userId: user.id, role: "bot" });
    const credentials = { username: user.username, password: "correct horse" };
    const { body } = await server.post("account.login", credentials);
    return { user: body, socket: await server.connect(body) };
  }

  function callerOf(name: MethodName): Caller {
    const { callers } = methods[name];
    const isFor = (wanted: UserRole) => callers !== "anyone" && callers.some((role) => role === wanted);
    if (callers === "anyone" || isFor("user")) return ann;
    if (isFor("admin")) return boss;
    return isFor("guest") ? guest : bot;
  }

  /** The cursor moves with whatever the server itself writes meanwhile. */
  const heads = async () => {
    const { body } = await server.post("sync.heads", {}, ann.user.accessToken);
    return { ...body, cursor: null };
  };

  /** The socket's error for arguments given as text, which no JSON library would write. */
  async function socketError(op: string, argsText: string) {
    const id = 1_000_000 + Math.floor(performance.now() * 1000);
    const reply = ann.socket.reply(id);
    ann.socket.send(`{"id":${id},"op":"${op}","args":${argsText}}`);
    return (await reply).error;
  }

  async function refusedTextByBoth(op: string, argsText: string) {
    const overHttp = await server.post(op, argsText, ann.user.accessToken);
    const overSocket = await socketError(op, argsText);
    expect({ argsText: argsText.slice(0, 80), ...overHttp.body }).toEqual({
      argsText: argsText.slice(0, 80),
      error: overSocket,
    });
    return overSocket;
  }

  test("[CALL-1] [CALL-3] [INV-26] every field of every operation refuses what it is not, names it, and changes nothing", async () => {
    const before = await heads();
    let refusals = 0;
    for (const name of methodNames) {
      for (const { args, path } of brokenArguments(
        methods[name].params,
        validArguments(name, conversationId),
      )) {
        const error = await refusedByBoth(server, callerOf(name), name, args);
        const got = {
          name,
          args: JSON.stringify(args)?.slice(0, 200),
          code: error.code,
          path: error.details?.path,
        };
        expect(got).toEqual({ ...got, code: "invalid_arguments", path });
        refusals += 1;
      }
    }
    expect(refusals).toBeGreaterThan(200);
    expect(await heads()).toEqual(before);
  }, 120_000);

  test("[CALL-3] unknown arguments are ignored", async () => {
    const args = { conversationId, limit: 5, isAdmin: true, role: "admin", userId: 1, nested: { deep: [1] } };
    expect(await ann.socket.call("message.list", args)).toEqual(
      await ann.socket.call("message.list", { conversationId, limit: 5 }),
    );
  });

  test("[CALL-1] [CALL-4] an operation that does not exist is unknown, whatever its name", async () => {
    const names = [
      "message.fly",
      "MESSAGE.SEND",
      "message",
      "hello2",
      "constructor",
      "__proto__",
      "toString",
      "x".repeat(500),
    ];
    for (const name of names) {
      expect(await refusedByBoth(server, ann, name, {})).toEqual({
        code: "unknown_operation",
        message: "There is no such operation.",
      });
    }
    expect((await server.post("hello", {}, ann.user.accessToken)).status).toBe(404);
    expect((await server.post("", {}, ann.user.accessToken)).status).toBe(404);
  });

  test("[CALL-5] [F-22] text that is no JSON is refused", async () => {
    const texts = [
      "{",
      "{'a':1}",
      "{a:1}",
      "[1,]",
      "nul",
      "{}{}",
      "NaN",
      "Infinity",
      "01",
      '"\n"',
      '{"a":undefined}',
      "\u0000",
    ];
    for (const text of texts) {
      const { status, body } = await server.post("account.me", text, ann.user.accessToken);
      expect([text, status, body.error.code]).toEqual([text, 400, "bad_request"]);
    }
    const invalidUtf8 = await fetch(`${server.url}/v1/account.me`, {
      method: "POST",
      headers: { authorization: `Bearer ${ann.user.accessToken}` },
      body: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    });
    expect(invalidUtf8.status).toBe(400);
  });

  test("[CALL-1] [CALL-3] arguments that are no object are refused", async () => {
    for (const text of ["null", "[]", "[{}]", "7", '"text"', "true"]) {
      expect((await refusedTextByBoth("message.list", text)).code).toBe("invalid_arguments");
    }
  });

  test("[CALL-1] [CALL-5] [INV-26] what is never accepted is refused at any depth, alike, and not stored", async () => {
    const before = await heads();
    const send = (content: string) =>
      `{"conversationId":${conversationId},"id":"${Bun.randomUUIDv7()}","content":${content}}`;
    const text = (value: string, more = "") => send(`{"type":"text","text":"${value}"${more}}`);
    const nested = (depth: number) => `{"x":${"[".repeat(depth)}${"]".repeat(depth)}}`;
    const texts = [
      ...["__proto__", "constructor", "prototype", "\\u005f_proto__"].flatMap((key) => [
        `{"${key}":{"isAdmin":true}}`,
        text("hi", `,"${key}":1`),
        text("hi", `,"a":[{"b":{"${key}":null}}]`),
      ]),
      ...["\\ud800", "\\udc00", "a\\ud83d", "\\ud83d\\ud83d\\ude00", "\\u0000", "a\\u0000b"].flatMap(
        (bad) => [text(bad), text("hi", `,"a":["${bad}"]`), text("hi", `,"${bad}":1`)],
      ),
      ...["1e999", "-1e999", "1e400", "9".repeat(400)].flatMap((number) => [
        `{"conversationId":${number}}`,
        text("hi", `,"a":${number}`),
        text("null", `,"a":[null,{"b":${number}}]`),
      ]),
      nested(16),
      nested(10_000),
      `{"x":${'{"y":'.repeat(5_000)}1${"}".repeat(5_000)}}`,
    ];
    for (const argsText of texts) {
      const error = await refusedTextByBoth("message.send", argsText);
      expect([argsText.slice(0, 80), error.code]).toEqual([argsText.slice(0, 80), "invalid_arguments"]);
    }
    expect(await heads()).toEqual(before);
    expect((await server.post("account.me", nested(15), ann.user.accessToken)).status).toBe(200);
    expect({}.constructor).toBe(Object);
    expect("isAdmin" in {}).toBe(false);
  });

  test("[CALL-3] numbers beyond what is exact are refused, not rounded", async () => {
    for (const number of ["9007199254740992", "1e16", "-1", "0", "1.5", "1e-5"]) {
      const error = await refusedTextByBoth("message.list", `{"conversationId":${number}}`);
      expect([number, error.details?.path]).toEqual([number, "/conversationId"]);
    }
    expect((await refusedTextByBoth("message.list", `{"conversationId":9007199254740991}`)).code).toBe(
      "not_found",
    );
  });

  test("[CALL-1] [MSG-5] a text of the largest size is taken over both transports, one character more by none", async () => {
    const args = (length: number) => ({
      conversationId,
      id: Bun.randomUUIDv7(),
      content: { type: "text", text: "𠮷".repeat(length) },
    });
    expect((await ann.socket.call("message.send", args(limits.textCharsMax))).seq).toBeGreaterThan(0);
    expect((await server.post("message.send", args(limits.textCharsMax), ann.user.accessToken)).status).toBe(
      200,
    );
    const error = await refusedByBoth(server, ann, "message.send", args(limits.textCharsMax + 1));
    expect(error).toMatchObject({ code: "invalid_arguments", details: { path: "/content/text" } });
  });

  test("[CALL-10] a body of 65 KB is read, one byte more is too large, whether it says so or not", async () => {
    const body = (length: number) => `{"x":"${"y".repeat(length - 8)}"}`;
    const max = limits.bodyBytesMax;
    expect((await server.post("account.me", body(max), ann.user.accessToken)).status).toBe(200);
    const over = await server.post("account.me", body(max + 1), ann.user.accessToken);
    expect(over).toMatchObject({ status: 413, body: { error: { code: "payload_too_large" } } });
    const stream = new Response(body(max + 1)).body;
    const chunked = await fetch(`${server.url}/v1/account.me`, { method: "POST", body: stream });
    expect(chunked.status).toBe(413);
  });

  test("[CALL-2] only POST calls, and an empty body is no arguments", async () => {
    const headers = { authorization: `Bearer ${ann.user.accessToken}` };
    for (const method of ["GET", "PUT", "DELETE", "PATCH"]) {
      const response = await fetch(`${server.url}/v1/account.logout`, { method, headers });
      expect([method, response.status]).toEqual([method, 400]);
    }
    const response = await fetch(`${server.url}/v1/account.me`, { method: "POST", headers });
    expect(await response.json()).toMatchObject({ user: ann.user.user });
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("[CALL-9] [INV-26] two thousand random calls get only declared answers, none of them internal", async () => {
    const before = await heads();
    const forbiddenNow = new Set<string>(["account.logout", "account.register", "setup.claim"]);
    const callable = methodNames.filter((name) => !forbiddenNow.has(name));
    const call = fc.constantFrom(...callable).chain((name) => {
      const fields = Object.keys(methods[name].params.properties);
      const field = fields.length === 0 ? fc.string() : fc.constantFrom(...fields);
      const wild = fc.dictionary(field, fc.jsonValue({ maxDepth: 5 }));
      const nearlyRight = wild.map((some) => ({ ...validArguments(name, 999_999_999), ...some }));
      return fc.tuple(fc.constant(name), fc.oneof(fc.jsonValue(), wild, nearlyRight));
    });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 20, maxLength: 20 }), async (batch) => {
        const replies = await Promise.all(batch.map(([name, args]) => ann.socket.exchange(name, args)));
        replies.forEach((reply, index) => {
          const name = batch[index]?.[0] ?? "account.me";
          const declared: readonly ErrorCode[] = [
            ...methods[name].errors,
            ...commonErrors,
            ...authenticationErrors,
          ];
          const code = "error" in reply ? reply.error.code : "invalid_arguments";
          if (!declared.includes(code) || code === "internal") throw new Error(`${name} answered ${code}`);
        });
      }),
      { numRuns: 100 },
    );
    // Groups of one's own and changes of oneself are what anybody may do.
    const ownAside = (answer: { heads: { conversation: { kind: string } }[] }) =>
      answer.heads.filter(({ conversation }) => conversation.kind === "direct");
    expect(ownAside(await heads())).toEqual(ownAside(before));
    expect(server.logLines.filter((line) => line.includes('"error"'))).toEqual([]);
  }, 120_000);
});

describe("a caller's rate", () => {
  test("[CALL-1] [CALL-8] over the rate a call is refused with the time to wait, and has no effect", async () => {
    const server = await startTestServer({ rateLimitFactor: 1 });
    const ann = await newCaller(server, "ann");
    const bob = await server.newUser("bob");
    const { conversation } = await ann.socket.call("conversation.openDirect", { userId: bob.user.id });
    const { burst } = methods["signal.typing"].rate;
    const goOn = stopTime();
    const args = { conversationId: conversation.id };
    const replies = await Promise.all(
      Array.from({ length: burst + 5 }, () => ann.socket.exchange("signal.typing", args)),
    );
    const refused = replies.flatMap((reply) => ("error" in reply ? [reply.error] : []));
    expect(refused).toHaveLength(5);
    expect(refused[0]).toMatchObject({ code: "rate_limited", retryAfterMs: expect.any(Number) });
    const overHttp = await fetch(`${server.url}/v1/signal.typing`, {
      method: "POST",
      headers: { authorization: `Bearer ${ann.user.accessToken}` },
      body: JSON.stringify(args),
    });
    expect(overHttp.status).toBe(429);
    expect(Number(overHttp.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect((await server.post("signal.typing", args, bob.accessToken)).status).toBe(200);
    const { burst: groups } = methods["group.create"].rate;
    const made = await Promise.all(
      Array.from({ length: groups + 5 }, () => ann.socket.exchange("group.create", { memberIds: [] })),
    );
    goOn();
    const successes = made.filter((reply) => "ok" in reply).length;
    const { heads } = await ann.socket.call("inbox.list");
    expect(heads).toHaveLength(successes + 1);
    expect(successes).toBe(groups);
    await server.stop();
  });
});
