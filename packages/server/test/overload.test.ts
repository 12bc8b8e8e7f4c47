import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits, type SignedIn } from "@parley/protocol";
import { stopTime } from "./support/stopped-time.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

describe("what one account can do to the server", () => {
  let server: TestServer;
  let ann: SignedIn;

  beforeAll(async () => {
    server = await startTestServer();
    ann = await server.newUser("ann");
  });
  afterAll(() => server.stop());

  test("[CALL-5] [INV-24] arguments nested as deep as a frame allows are refused in no time", async () => {
    const client = await server.connect(ann);
    const deep = `${"[".repeat(30_000)}null${"]".repeat(30_000)}`;
    const started = performance.now();
    for (let id = 1_000; id < 1_010; id += 1) {
      const reply = client.reply(id);
      client.send(`{"id":${id},"op":"account.me","args":${deep}}`);
      expect((await reply).error.code).toBe("invalid_arguments");
    }
    // Ten of them took 30 s when they were written out again before they were looked at.
    expect(performance.now() - started).toBeLessThan(10_000);
    client.close();
  });

  test("[MSG-6] [SYNC-3] [INV-24] a page ends by its bytes, and paging goes on by the numbers", async () => {
    const bob = await server.newUser("bob");
    const { body } = await server.post("conversation.openDirect", { userId: bob.user.id }, ann.accessToken);
    const conversationId = body.conversation.id;
    const client = await server.connect(ann);
    const count = 60;
    for (let index = 0; index < count; index += 1) {
      const content = { type: "text", text: "长".repeat(limits.textCharsMax) };
      await client.call("message.send", { conversationId, id: Bun.randomUUIDv7(), content });
    }
    const token = bob.accessToken;
    const seen: number[] = [];
    for (let beforeSeq = count + 1; beforeSeq > 1; beforeSeq = seen[0] ?? 0) {
      const page = await server.post("message.list", { conversationId, beforeSeq, limit: 200 }, token);
      const seqs = page.body.messages.map((message: { seq: number }) => message.seq);
      expect(Buffer.byteLength(JSON.stringify(page.body))).toBeLessThan(limits.pageBytesMax + 1_000);
      expect(seqs.at(-1)).toBe(beforeSeq - 1);
      seen.unshift(...seqs);
    }
    expect(seen).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    const revs: number[] = [];
    while (revs.length <= count) {
      const args = { conversationId, afterRev: revs.at(-1) ?? 0, limit: 500 };
      const range = await server.post("sync.range", args, token);
      revs.push(...range.body.events.map((event: { rev: number }) => event.rev));
    }
    expect(revs).toEqual(Array.from({ length: count + 1 }, (_, index) => index + 1));
    client.close();
  });

  test("[CON-17] a user has a bounded number of connections", async () => {
    const cat = await server.newUser("cat");
    const clients = [];
    for (let index = 0; index < limits.connectionsPerUserMax; index += 1) {
      clients.push(await server.connect(cat));
    }
    const oneMore = await server.open();
    expect((await oneMore.errorOf("hello", { token: cat.accessToken, protocol: 1 })).code).toBe("busy");
    expect((await oneMore.closed).code).toBe(4003);
    clients[0]?.close();
    await clients[0]?.closed;
    const replacement = await server.connect(cat);
    expect(await replacement.call("account.me")).toMatchObject({ user: { id: cat.user.id } });
    for (const client of [...clients, replacement]) client.close();
  });
});

describe("login limits", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ rateLimitFactor: 1 });
  });
  afterAll(() => server.stop());

  test("[CALL-8] a token of one's own buys no further guesses of somebody else's password", async () => {
    const users = [await server.newUser("dan"), await server.newUser("eve")];
    const guess = { username: users[0]?.user.username, password: "not this one" };
    const codes: string[] = [];
    const goOn = stopTime();
    for (let index = 0; index < 24; index += 1) {
      const { body } = await server.post("account.login", guess, users[index % 2]?.accessToken);
      codes.push(body.error.code);
    }
    goOn();
    expect(codes.filter((code) => code !== "rate_limited")).toHaveLength(10);
  });
});

test("[CON-13] [RUN-6] what was called before a stop is answered before the close", async () => {
  const server = await startTestServer();
  const user = await server.newUser("fay");
  const client = await server.connect(user);
  const calls = Array.from({ length: 32 }, () => client.call("user.list", { userIds: [user.user.id] }));
  const stopped = server.stop();
  expect(await Promise.all(calls)).toHaveLength(32);
  expect(await client.push((push) => push.ev === "connection.closing")).toMatchObject({ code: 4000 });
  expect((await client.closed).code).toBe(4000);
  await stopped;
});
