import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { closeAdvice, limits } from "@parley/protocol";
import { newCaller } from "./support/both-transports.ts";
import { RawClient } from "./support/raw-client.ts";
import { SlowReader } from "./support/slow-reader.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

describe("a socket", () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ pendingSocketsPerAddressMax: 30 });
  });
  afterAll(() => server.stop());

  const padded = (bytes: number) => {
    const frame = '{"id":1,"op":"account.me","args":{"x":""}}';
    return frame.replace('""', `"${"y".repeat(bytes - frame.length)}"`);
  };

  test("[CON-2] before hello every call is unauthenticated, those that need no account included", async () => {
    const socket = await server.open();
    for (const op of ["account.me", "account.login", "no.such", "message.send"]) {
      expect((await socket.errorOf(op, {})).code).toBe("unauthenticated");
    }
    expect((await socket.errorOf("hello", { protocol: 1 })).code).toBe("invalid_arguments");
    const user = await server.newUser("late");
    const answer = await socket.hello(user.accessToken, { unknown: 1 });
    expect(answer).toEqual({
      user: user.user,
      window: limits.callsInFlightMax,
      epoch: expect.any(String),
      serverTime: expect.any(Number),
    });
    expect((await socket.errorOf("hello", { token: user.accessToken, protocol: 1 })).code).toBe(
      "bad_request",
    );
    socket.close();
  });

  test("[CON-2] [CON-5] a frame of 1 KB is read before hello, one byte more closes with 1009, counted in bytes", async () => {
    const socket = await server.open();
    const reply = socket.reply(1);
    socket.send(padded(limits.helloFrameBytesMax));
    expect((await reply).error.code).toBe("unauthenticated");
    socket.send(padded(limits.helloFrameBytesMax + 1));
    expect((await socket.closed).code).toBe(1009);
    const wide = await server.open();
    wide.send(JSON.stringify({ id: 1, op: "字".repeat(400) }));
    expect((await wide.closed).code).toBe(1009);
  });

  test("[CON-5] after hello a frame of 64 KB is read, one byte more closes the socket", async () => {
    const { socket } = await newCaller(server, "big");
    const reply = socket.reply(1);
    socket.send(padded(limits.frameBytesMax));
    expect((await reply).ok.user).toBeDefined();
    socket.send(padded(limits.frameBytesMax + 1));
    expect((await socket.closed).code).toBe(1009);
  });

  test("[CON-4] [CON-14] a version the server does not speak closes with 4500, which means: do not reconnect", async () => {
    const user = await server.newUser("future");
    const socket = await server.open();
    const error = await socket.errorOf("hello", { token: user.accessToken, protocol: 2 });
    expect(error).toMatchObject({ code: "version_unsupported", details: { protocolVersion: 1 } });
    const { code } = await socket.closed;
    expect([code, closeAdvice(code)]).toEqual([4500, "stop"]);
  });

  test("[CON-1] a frame may be an array of 64 calls, and no more", async () => {
    const { socket } = await newCaller(server, "many");
    const calls = (count: number, from: number) =>
      JSON.stringify(Array.from({ length: count }, (_, n) => ({ id: from + n, op: "account.me" })));
    const replies = Array.from({ length: 64 }, (_, n) => socket.reply(100 + n));
    socket.send(calls(64, 100));
    for (const reply of await Promise.all(replies)) expect(reply.ok).toBeDefined();
    const refused = socket.reply(null);
    socket.send(calls(65, 200));
    expect(await refused).toMatchObject({ id: null, error: { code: "bad_request" } });
    expect((await socket.call("account.me")).user).toBeDefined();
    socket.close();
  });

  test("[CON-6] of more calls than the window those beyond it are busy, the others are answered", async () => {
    const { socket } = await newCaller(server, "window");
    const replies = await Promise.all(Array.from({ length: 100 }, () => socket.exchange("account.me", {})));
    const busy = replies.filter((reply) => reply.error?.code === "busy");
    const answered = replies.filter((reply) => "ok" in reply);
    expect(busy.length + answered.length).toBe(100);
    expect(answered.length).toBeGreaterThanOrEqual(64);
    socket.close();
  });

  test("[CON-1] [CON-7] a frame that is no call is answered with id null, the tenth closes with 4502", async () => {
    const { socket } = await newCaller(server, "babbler");
    const frames = [
      "{",
      "",
      "7",
      "null",
      '"hello"',
      "[[]]",
      '{"op":"account.me"}',
      '{"id":-1,"op":"account.me"}',
      '{"id":1.5,"op":"x"}',
    ];
    for (const frame of frames) {
      const reply = socket.reply(null);
      socket.send(frame);
      expect(await reply).toMatchObject({ id: null, error: { code: "bad_request" } });
    }
    expect((await socket.call("account.me")).user).toBeDefined();
    socket.send(new Uint8Array([1, 2, 3]));
    const { code } = await socket.closed;
    expect([code, closeAdvice(code)]).toEqual([4502, "stop"]);
  });

  test("[CON-9] a reply comes before the push it caused, and what arises together comes in one frame", async () => {
    const { user, socket } = await newCaller(server, "orderly");
    const bob = await server.newUser("bob");
    // A group: between strangers each message is decided by itself.
    const { conversation } = await socket.call("group.create", { memberIds: [bob.user.id] });
    await socket.push((push) => push.ev === "conversation.created");
    const before = socket.texts.length;
    const calls = Array.from({ length: 10 }, (_, n) => ({
      id: 700 + n,
      op: "message.send",
      args: {
        conversationId: conversation.id,
        id: Bun.randomUUIDv7(),
        content: { type: "text", text: `${n}` },
      },
    }));
    socket.send(JSON.stringify(calls));
    await socket.until(() => socket.pushes.filter((push) => push.ev === "message.sent").length === 10);
    const texts = socket.texts.slice(before);
    const frames = texts.flatMap((text) => JSON.parse(text));
    const places = calls.map(({ id, args }) => [
      frames.findIndex((frame) => frame.id === id),
      frames.findIndex((frame) => frame.ev === "message.sent" && frame.id === args.id),
    ]);
    for (const [reply = -1, push = -1] of places) {
      expect(reply).toBeGreaterThanOrEqual(0);
      expect(push).toBeGreaterThan(reply);
    }
    expect(places.map(([reply]) => reply)).toEqual(
      places.map(([reply]) => reply).sort((a = 0, b = 0) => a - b),
    );
    expect(texts.length).toBeLessThan(10);
    expect(user.user.id).toBeGreaterThan(0);
    socket.close();
  });

  test("[CON-11] [INV-10] a connection that was pushed events hears how many within 5 s", async () => {
    const { socket } = await newCaller(server, "counter");
    await socket.call("group.create", { memberIds: [] });
    await socket.call("group.create", { memberIds: [] });
    const position = await socket.push(
      (push) => push.ev === "connection.position" && push.events === 2,
      // And what a busy machine takes of it.
      15_000,
    );
    expect(position).toEqual({ ev: "connection.position", events: 2 });
    socket.close();
  });

  test("[CON-12] connections have no timer of their own", async () => {
    const user = await server.newUser("idler");
    const timers: string[] = [];
    const { setInterval, setTimeout } = globalThis;
    const watched = <T extends typeof setTimeout | typeof setInterval>(start: T): T =>
      ((...args: Parameters<typeof setTimeout>) => {
        timers.push(new Error().stack ?? "");
        return start(...args);
      }) as unknown as T;
    Object.assign(globalThis, { setTimeout: watched(setTimeout), setInterval: watched(setInterval) });
    try {
      const sockets = await Promise.all(Array.from({ length: 20 }, () => server.connect(user)));
      await Promise.all(sockets.map((socket) => socket.call("account.me")));
      for (const socket of sockets) socket.close();
      await Promise.all(sockets.map((socket) => socket.closed));
    } finally {
      Object.assign(globalThis, { setTimeout, setInterval });
    }
    // The index of messages is looked after now and then, whoever is connected.
    const ofConnections = timers.filter(
      (stack) => stack.includes("/server/src/") && !stack.includes("/threads/index-client.ts"),
    );
    expect(ofConnections).toEqual([]);
  });

  test("[CON-15] an address has only so many sockets that have not said hello; one more is refused with 429", async () => {
    const waiting = await Promise.all(Array.from({ length: 30 }, () => server.open()));
    await expect(server.open()).rejects.toThrow();
    const headers = { upgrade: "websocket", connection: "Upgrade", "sec-websocket-version": "13" };
    const refused = await fetch(`${server.url}/v1/connect`, {
      headers: { ...headers, "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==" },
    });
    expect(refused.status).toBe(429);
    const user = await server.newUser("patient");
    await waiting[0]?.hello(user.accessToken);
    const freed = await server.open();
    const closings = [...waiting, freed].map((socket) => {
      socket.close();
      return socket.closed;
    });
    await Promise.all(closings);
  });
});

describe("a slow reader", () => {
  test("[CON-10] [INV-21] [SYNC-5] is told once that it is behind, gets no more events, harms nobody, and catches up", async () => {
    const server = await startTestServer();
    const [ann, bob] = [await newCaller(server, "ann"), await newCaller(server, "bob")];
    const { conversation } = await ann.socket.call("group.create", { memberIds: [bob.user.user.id] });
    const conversationId: number = conversation.id;
    const slow = await SlowReader.connect(server, bob.user.accessToken);
    slow.pause();
    const text = "x".repeat(7_000);
    for (let round = 0; round < 60; round += 1) {
      await Promise.all(
        Array.from({ length: 40 }, () =>
          ann.socket.call("message.send", {
            conversationId,
            id: Bun.randomUUIDv7(),
            content: { type: "text", text },
          }),
        ),
      );
    }
    await bob.socket.until(
      () => bob.socket.pushes.filter((push) => push.ev === "message.sent").length === 2_400,
    );
    slow.resume();
    await slow.until((frames) => frames.some((frame) => frame.ev === "connection.behind"));
    expect(slow.frames.filter((frame) => frame.ev === "connection.behind")).toHaveLength(1);
    const live = slow.frames.filter((frame) => frame.ev === "message.sent");
    expect(live.length).toBeLessThan(2_400);
    slow.send({ id: 2, op: "sync.heads", args: {} });
    await slow.until((frames) => frames.some((frame) => frame.id === 2));
    const head = slow.frames.find((frame) => frame.id === 2).ok.heads[0];
    const known = new Set(live.map((frame) => frame.rev));
    for (let afterRev = 0; afterRev < head.lastRev; ) {
      const { events } = await bob.socket.call("sync.range", { conversationId, afterRev });
      for (const event of events) known.add(event.rev);
      afterRev = events.at(-1).rev;
    }
    const id = Bun.randomUUIDv7();
    const content = { type: "text", text: "after" };
    const { rev } = await ann.socket.call("message.send", { conversationId, id, content });
    await slow.until((frames) => frames.some((frame) => frame.ev === "message.sent" && frame.id === id));
    for (let expected = 2; expected < rev; expected += 1) expect(known.has(expected)).toBe(true);
    slow.end();
    await server.stop();
  }, 60_000);
});

describe("a server that stops", () => {
  test("[CON-13] [CON-14] [RUN-6] answers what is in flight, says when to come back, and closes with 4000", async () => {
    const server = await startTestServer();
    const callers = await Promise.all(["a1", "a2", "a3"].map((name) => newCaller(server, name)));
    const inFlight = callers.map(({ socket }) => socket.exchange("group.create", { memberIds: [] }));
    await Promise.all(callers.map(({ socket }) => socket.call("account.me")));
    const stopped = server.stop();
    for (const { socket } of callers) {
      const { code } = await socket.closed;
      expect([code, closeAdvice(code)]).toEqual([4000, "reconnect"]);
      expect(socket.pushes.find((push) => push.ev === "connection.closing")).toEqual({
        ev: "connection.closing",
        code: 4000,
        reconnectAfterMs: expect.any(Number),
      });
    }
    for (const reply of await Promise.all(inFlight)) expect(reply.ok.conversation.kind).toBe("group");
    await stopped;
  });
});

describe("origins", () => {
  test("[CALL-11] [SEC-06] only the server's own pages and those listed may call or connect", async () => {
    const server = await startTestServer({
      allowedOrigins: "https://chat.example.com,http://localhost:5173",
    });
    const { host } = new URL(server.url);
    const [name, port] = host.split(":");
    const allowed = [
      `http://${host}`,
      `https://${host}`,
      "https://chat.example.com",
      "HTTPS://Chat.Example.Com",
      "http://localhost:5173",
    ];
    const refused = [
      ...["null", "*", "http://", "file://", "https://example.com", "https://evil.com", "http://localhost"],
      ...["http://chat.example.com", "https://chat.example.com:8443", "https://chat.example.com.evil.com"],
      ...[
        "https://chat.example.com:443",
        "https://chat.example.com/",
        "https://chat.example.com.",
        "wss://chat.example.com",
      ],
      ...[
        "https://xchat.example.com",
        "https://a.chat.example.com",
        "https://chat.example.comx",
        "https://chatXexample.com",
      ],
      ...[
        "https://evil.com/https://chat.example.com",
        "https://evil.com?https://chat.example.com",
        "https://evil.com#chat.example.com",
      ],
      ...[
        "https://chat.example.com@evil.com",
        "https://evil.com@chat.example.com",
        "https://chat.example.com https://evil.com",
      ],
      ...[
        "https://chat.example.com, https://evil.com",
        "http://localhost:51730",
        "http://localhost:5173.evil.com",
      ],
      ...[
        `http://${host}.evil.com`,
        `http://evil.com@${host}`,
        `http://${host}@evil.com`,
        `http://${host}/`,
        `ftp://${host}`,
      ],
      ...[
        `http://${name}`,
        `http://${name}:${Number(port) + 1}`,
        `http://${name}:1${port}`,
        `http://x${host}`,
        `http://sub.${host}`,
      ],
      ...[`${host}`, `http:/${host}`, `http://${host}#`, `chrome-extension://${host}`],
    ];
    expect(refused.length).toBeGreaterThanOrEqual(40);
    const post = async (origin: string) =>
      (await fetch(`${server.url}/v1/account.me`, { method: "POST", headers: { origin }, body: "{}" }))
        .status;
    const connects = (origin: string) =>
      RawClient.open(`${server.url.replace("http", "ws")}/v1/connect`, { origin }).then(
        (socket) => {
          socket.close();
          return true;
        },
        () => false,
      );
    for (const origin of allowed) {
      expect([origin, await post(origin), await connects(origin)]).toEqual([origin, 401, true]);
    }
    for (const origin of refused) {
      expect([origin, await post(origin), await connects(origin)]).toEqual([origin, 403, false]);
    }
    const preflight = (origin: string) =>
      fetch(`${server.url}/v1/account.me`, { method: "OPTIONS", headers: { origin } });
    expect((await preflight("https://chat.example.com")).headers.get("access-control-allow-origin")).toBe(
      "https://chat.example.com",
    );
    expect((await preflight("https://evil.com")).headers.get("access-control-allow-origin")).toBeNull();
    await server.stop();
  });

  test("[CALL-11] [RUN-7] a page whose name was pointed here after it was loaded may do nothing, and is told the setting", async () => {
    const server = await startTestServer();
    const port = new URL(server.url).port;
    const ask = (host: string, path: string, init: RequestInit = {}, headers: Record<string, string> = {}) =>
      fetch(server.url + path, { ...init, headers: { host, ...headers } });
    const call = (host: string) =>
      ask(host, "/v1/account.me", { method: "POST", body: "{}" }, { origin: `http://${host}` });
    const connects = (host: string) =>
      RawClient.open(`${server.url.replace("http", "ws")}/v1/connect`, {
        host,
        origin: `http://${host}`,
      }).then(
        (socket) => {
          socket.close();
          return true;
        },
        () => false,
      );
    for (const host of [`nas:${port}`, `nas.local:${port}`, `192.168.1.20:${port}`, `[::1]:${port}`]) {
      expect([host, (await call(host)).status, await connects(host)]).toEqual([host, 401, true]);
      expect([host, (await ask(host, "/metrics")).status]).toEqual([host, 200]);
    }
    const evil = `evil.example:${port}`;
    const refused = await call(evil);
    expect([refused.status, await connects(evil)]).toEqual([403, false]);
    expect(await refused.json()).toEqual({
      error: {
        code: "forbidden",
        message: expect.stringContaining("PARLEY_ALLOWED_ORIGINS"),
        details: { option: "allowedOrigins" },
      },
    });
    const page = await ask(evil, "/");
    expect([page.status, page.headers.get("content-type")]).toEqual([403, "text/plain; charset=utf-8"]);
    expect(await page.text()).toContain(`PARLEY_ALLOWED_ORIGINS=https://${evil}`);
    expect((await ask(evil, "/metrics")).status).toBe(404);
    expect((await ask(evil, "/healthz")).status).toBe(200);
    const lines = server.logLines.filter((line) => line.includes("page refused"));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: "warn", origin: `http://${evil}`, option: "PARLEY_ALLOWED_ORIGINS" }),
      expect.objectContaining({ origin: `https://${evil}` }),
    ]);
    await server.stop();
  });

  test("[CALL-11] one setting lets people use a public name, whatever a proxy calls the server", async () => {
    const server = await startTestServer({ allowedOrigins: "https://chat.example.com" });
    for (const host of ["chat.example.com", "backend.example.net:3000"]) {
      const headers = { host, origin: "https://chat.example.com" };
      const { status } = await fetch(`${server.url}/v1/account.me`, { method: "POST", headers, body: "{}" });
      const page = await fetch(`${server.url}/`, { headers: { host } });
      // There is no web client in this server: not found is what its pages answer.
      expect([host, status, page.status]).toEqual([host, 401, 404]);
    }
    await server.stop();
  });

  test("[CALL-11] [SEC-29] many refused pages fill no log", async () => {
    const server = await startTestServer();
    for (let count = 0; count < 50; count += 1) {
      const headers = { origin: `https://page-${count}.example` };
      await fetch(`${server.url}/v1/account.me`, { method: "POST", headers, body: "{}" });
    }
    expect(server.logLines.filter((line) => line.includes("page refused"))).toHaveLength(20);
    await server.stop();
  });
});
