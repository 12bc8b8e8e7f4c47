import { afterAll, beforeAll, expect, test } from "bun:test";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { OutgoingRequest } from "../engine/ports/outgoing.ts";
import { parseAllowedHosts } from "./address-policy.ts";
import { createGuardedRequest } from "./guarded-request.ts";

/** Answers on loopback, which is not public: whatever it is asked for without being allowed is a hole. */
let server: Server;
let port = 0;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://here");
    asked.push(`${request.headers.host} ${pathname}`);
    if (pathname === "/to") {
      response.writeHead(302, { location: searchParams.get("url") ?? "" }).end();
    } else if (pathname === "/silent") {
      // Never answered.
    } else if (pathname === "/slow") {
      response.writeHead(200);
      const timer = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(timer));
    } else if (pathname === "/large") {
      response.end("x".repeat(100_000));
    } else {
      response.setHeader("content-type", "text/plain").end(JSON.stringify(request.headers));
    }
  });
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

interface Setup {
  readonly allowed?: readonly string[];
  readonly names?: Readonly<Record<string, readonly string[][]>>;
}

/** A resolver that gives, for each name, one answer after the other. */
function sender({ allowed = [], names = {} }: Setup) {
  const lookups: string[] = [];
  const send = createGuardedRequest({
    allowed: parseAllowedHosts(allowed),
    async resolve(host) {
      const answers = names[host] ?? [];
      const earlier = lookups.filter((name) => name === host).length;
      lookups.push(host);
      return answers[Math.min(earlier, answers.length - 1)] ?? [];
    },
    now: () => 1_700_000_000_000,
  });
  return { send: (given: Partial<OutgoingRequest>) => send({ ...standard(), ...given }), lookups };
}

function standard(): OutgoingRequest {
  return {
    ...{ url: `http://hook.test:${port}/`, method: "GET", headers: {}, body: null },
    ...{ timeoutMs: 2_000, bytesMax: 10_000, redirectsMax: 3, requiresTls: false },
  };
}

test("[HOOK-10] a name that leads to a private address is not connected to, nor one that leads there besides", async () => {
  asked.length = 0;
  const answers = [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::1"], ["::ffff:127.0.0.1"], ["fe80::1%lo"]];
  for (const addresses of answers) {
    const { send } = sender({ names: { "hook.test": [addresses] } });
    expect(await send({})).toEqual({ ok: false, reason: "address_refused" });
  }
  expect(asked).toEqual([]);
});

test("[HOOK-10] the address that was checked is connected to: a name that leads elsewhere a moment later gains nothing", async () => {
  const names = { "hook.test": [["127.0.0.1"], ["192.0.2.1"]] };
  const { send, lookups } = sender({ allowed: ["127.0.0.1"], names });
  expect(await send({})).toMatchObject({ ok: true, status: 200 });
  expect(lookups).toEqual(["hook.test"]);
  // The other way round: what is private at the second look is looked at again, and refused.
  const rebound = sender({ allowed: ["127.0.0.1"], names: { "hook.test": [["127.0.0.1"], ["10.0.0.1"]] } });
  expect(await rebound.send({})).toMatchObject({ ok: true });
  expect(await rebound.send({})).toEqual({ ok: false, reason: "address_refused" });
});

test("[HOOK-10] each redirect is checked as the first address was, and there are few", async () => {
  const names = { "hook.test": [["127.0.0.1"]] };
  const { send } = sender({ allowed: ["hook.test"], names });
  const to = (url: string) => `http://hook.test:${port}/to?url=${encodeURIComponent(url)}`;
  asked.length = 0;
  const places = [`http://127.0.0.1:${port}/secret`, `http://[::ffff:127.0.0.1]:${port}/secret`];
  for (const place of [...places, `http://localhost:${port}/secret`, "http://0x7f.1/secret"]) {
    expect(await send({ url: to(place) })).toEqual({ ok: false, reason: "address_refused" });
  }
  expect(await send({ url: to("file:///etc/passwd") })).toEqual({ ok: false, reason: "url_refused" });
  expect(asked.filter((line) => line.includes("secret"))).toEqual([]);
  expect(await send({ url: to("/there") })).toMatchObject({
    ok: true,
    url: `http://hook.test:${port}/there`,
  });
  const loop = `http://hook.test:${port}/to?url=${encodeURIComponent("/to?url=/to")}`;
  expect(await send({ url: loop, redirectsMax: 1 })).toEqual({ ok: false, reason: "redirected" });
  expect(await send({ url: to("/there"), redirectsMax: 0 })).toEqual({ ok: false, reason: "redirected" });
});

test("[HOOK-10] time and size are limited, whatever the other side does", async () => {
  const { send } = sender({ allowed: ["hook.test"], names: { "hook.test": [["127.0.0.1"]] } });
  const at = (path: string) => `http://hook.test:${port}${path}`;
  expect(await send({ url: at("/silent"), timeoutMs: 100 })).toEqual({ ok: false, reason: "timed_out" });
  expect(await send({ url: at("/slow"), timeoutMs: 150 })).toEqual({ ok: false, reason: "timed_out" });
  expect(await send({ url: at("/large") })).toEqual({ ok: false, reason: "too_large" });
  const cut = await send({ url: at("/large"), isCut: true });
  expect(cut.ok && cut.body.byteLength).toBe(10_000);
  expect(await send({ url: "http://nobody.test/" })).toEqual({ ok: false, reason: "unresolved" });
  expect(await send({ url: "http://hook.test:1/" })).toEqual({ ok: false, reason: "unreachable" });
});

test("[HOOK-10] nothing goes along but what was given, under the name that was given", async () => {
  const { send } = sender({ allowed: ["hook.test"], names: { "hook.test": [["127.0.0.1"]] } });
  const answer = await send({ headers: { "x-own": "1" } });
  const told = answer.ok ? JSON.parse(new TextDecoder().decode(answer.body)) : {};
  expect(Object.keys(told).sort()).toEqual(["accept-encoding", "connection", "host", "user-agent", "x-own"]);
  expect(told.host).toBe(`hook.test:${port}`);
});

test("[HOOK-5] what is sent is signed with each secret over id, time and body", async () => {
  const { send } = sender({ allowed: ["hook.test"], names: { "hook.test": [["127.0.0.1"]] } });
  const secrets = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2Vjb25k"];
  const signing = { id: "msg_1", secrets };
  const answer = await send({ method: "POST", body: '{"test": 2432232314}', signing });
  const told = answer.ok ? JSON.parse(new TextDecoder().decode(answer.body)) : {};
  const signed = (secret: string) =>
    new Bun.CryptoHasher("sha256", Buffer.from(secret.slice(6), "base64"))
      .update('msg_1.1700000000.{"test": 2432232314}')
      .digest("base64");
  expect(told["webhook-id"]).toBe("msg_1");
  expect(told["webhook-timestamp"]).toBe("1700000000");
  expect(told["webhook-signature"]).toBe(secrets.map((secret) => `v1,${signed(secret)}`).join(" "));
});
