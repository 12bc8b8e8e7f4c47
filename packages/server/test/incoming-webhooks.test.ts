import { afterAll, beforeAll, expect, test } from "bun:test";
import type { SignedIn } from "@parley/protocol";
import { newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function call(operation: string, args: object, { accessToken }: SignedIn) {
  const { status, body } = await server.post(operation, args, accessToken);
  if (status !== 200) throw new Error(`${operation}: ${JSON.stringify(body)}`);
  return body;
}

async function newHook(owner: SignedIn, ...members: SignedIn[]) {
  const memberIds = members.map(({ user }) => user.id);
  const { conversation } = await call("group.create", { name: "group", memberIds }, owner);
  const conversationId: number = conversation.id;
  const made = await call("incomingWebhook.create", { conversationId, name: "Build" }, owner);
  return { conversationId, hook: made.incomingWebhook, path: String(made.path) };
}

async function post(path: string, body: string, type = "application/json") {
  const response = await fetch(server.url + path, {
    method: "POST",
    headers: { "content-type": type },
    body,
  });
  return { status: response.status, body: await response.json() };
}

test("[HOOK-20] who has the address writes into the group, as a bot of that name", async () => {
  const [owner, member] = [await newCaller(server, "owner"), await newCaller(server, "member")];
  const { conversationId, hook, path } = await newHook(owner.user, member.user);
  expect(path).toMatch(/^\/v1\/hooks\/[\w-]{43}$/);
  expect((await post(path, '{"text":"built"}')).status).toBe(200);
  expect((await post(path, "plain words", "text/plain")).status).toBe(200);
  const content = { type: "text", text: "as content" };
  expect((await post(path, JSON.stringify({ content, more: "is not looked at" }))).status).toBe(200);
  const pushed = await member.socket.push(
    ({ ev, content: said }) => ev === "message.sent" && said.text === "as content",
  );
  expect(pushed).toMatchObject({ conversationId, senderId: hook.botId });
  const { messages } = await call("message.list", { conversationId }, member.user);
  const said = messages.filter(({ senderId }: { senderId: number }) => senderId === hook.botId);
  expect(said.map((message: { content: { text: string } }) => message.content.text)).toEqual([
    ...["built", "plain words", "as content"],
  ]);
  const { users } = await call("user.list", { userIds: [hook.botId] }, member.user);
  expect(users).toMatchObject([{ nickname: "Build", role: "bot" }]);
});

test("[HOOK-21] the same id again is written once and answered as before", async () => {
  const owner = await server.newUser("owner");
  const { conversationId, path } = await newHook(owner);
  const answers = await Promise.all([1, 2, 3, 4].map(() => post(path, '{"text":"once","id":"build 7"}')));
  const [first, ...others] = answers.map(({ body }) => body);
  for (const other of others) expect(other).toEqual(first);
  expect((await post(path, '{"text":"other","id":"build 7"}')).body.error.code).toBe("conflict");
  const { messages } = await call("message.list", { conversationId }, owner);
  const texts = messages.map(({ content }: { content: { text?: string } }) => content?.text);
  expect(texts.filter((text: string) => text === "once")).toHaveLength(1);
});

test("[HOOK-22] wrong bodies and addresses are refused, and no secret is kept or shown again", async () => {
  const [owner, member] = [await newCaller(server, "owner"), await newCaller(server, "member")];
  const { conversationId, path } = await newHook(owner.user, member.user);
  for (const body of [
    "{}",
    '{"text":""}',
    '{"text":7}',
    '{"text":"a","content":{"type":"text","text":"b"}}',
  ]) {
    expect([body, (await post(path, body)).body.error.code]).toEqual([body, "invalid_arguments"]);
  }
  expect((await post(path, "[1]")).status).toBe(400);
  expect((await post(path, "{")).status).toBe(400);
  expect((await post(path, JSON.stringify({ text: "x".repeat(100_000) }))).body.error.code).toBe(
    "payload_too_large",
  );
  for (const wrong of [`${path}x`, "/v1/hooks/nothing", "/v1/hooks/", `/v1/hooks/${"x".repeat(300)}`]) {
    expect((await post(wrong, '{"text":"hi"}')).status).toBeGreaterThanOrEqual(400);
  }
  const secret = path.slice("/v1/hooks/".length);
  const shown = await readByBoth(server, owner, "incomingWebhook.list", { conversationId });
  const kept = await server.rows("select * from incoming_webhooks");
  expect(JSON.stringify([shown, kept])).not.toContain(secret);
  for (const operation of ["incomingWebhook.list", "incomingWebhook.create"]) {
    const args = { conversationId, ...(operation.endsWith("create") ? { name: "x" } : {}) };
    expect((await refusedByBoth(server, member, operation, args)).code).toBe("forbidden");
  }
});

test("[HOOK-23] what is removed writes no more, and its bot leaves the group", async () => {
  const [owner, member] = [await newCaller(server, "owner"), await newCaller(server, "member")];
  const { conversationId, hook, path } = await newHook(owner.user, member.user);
  await post(path, '{"text":"before"}');
  expect((await refusedByBoth(server, member, "incomingWebhook.remove", { id: hook.id })).code).toBe(
    "not_found",
  );
  await call("incomingWebhook.remove", { id: hook.id }, owner.user);
  expect((await post(path, '{"text":"after"}')).body.error.code).toBe("not_found");
  expect((await refusedByBoth(server, owner, "incomingWebhook.remove", { id: hook.id })).code).toBe(
    "not_found",
  );
  const { members } = await call("member.list", { conversationId }, owner.user);
  expect(members.map(({ userId }: { userId: number }) => userId)).not.toContain(hook.botId);
  const { messages } = await call("message.list", { conversationId }, member.user);
  const texts = messages.map(({ content }: { content: { text?: string } }) => content?.text);
  expect(texts).toContain("before");
  expect(texts).not.toContain("after");
  // Taken out by hand it is as good as removed.
  const other = await newHook(owner.user, member.user);
  await call("member.remove", { conversationId: other.conversationId, userId: other.hook.botId }, owner.user);
  expect((await post(other.path, '{"text":"hi"}')).body.error.code).toBe("not_found");
});

test("[HOOK-24] one address takes 60 messages a minute, wherever they come from, and a group has so many addresses", async () => {
  const limited = await startTestServer({ rateLimitFactor: 1 });
  const owner = await limited.newUser("owner");
  const { body: group } = await limited.post("group.create", { name: "g", memberIds: [] }, owner.accessToken);
  const create = (name: string) =>
    limited.post(
      "incomingWebhook.create",
      { conversationId: group.conversation.id, name },
      owner.accessToken,
    );
  const { body: made } = await create("limited");
  const post = () => fetch(limited.url + made.path, { method: "POST", body: '{"text":"again"}' });
  const startedAt = performance.now();
  let status = 200;
  let taken = -1;
  for (; status === 200; taken += 1) status = (await post()).status;
  expect(status).toBe(429);
  // 30 at once, and one more each second.
  expect(taken).toBeWithin(30, 32 + Math.floor((performance.now() - startedAt) / 1_000));
  await limited.stop();
  const many = await newCaller(server, "many");
  const { conversationId } = await newHook(many.user);
  for (let index = 1; index < 20; index += 1) {
    await call("incomingWebhook.create", { conversationId, name: `${index}` }, many.user);
  }
  const more = await refusedByBoth(server, many, "incomingWebhook.create", { conversationId, name: "more" });
  expect(more.code).toBe("limit_reached");
});
