import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import type { SignedIn } from "@parley/protocol";
import { claimAdmin } from "./support/admin.ts";
import { newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";
import { isSigned, WebhookReceiver } from "./support/webhook-receiver.ts";

let server: TestServer;
let admin: SignedIn;
let receiver: WebhookReceiver;
const made: (() => Promise<unknown>)[] = [];

const options = {
  // What is answered is told once: the receivers here, and the server, may stand still for a moment.
  ...{ outgoingAllowedHosts: "127.0.0.1", webhookTimeoutMs: 10_000, webhookRetryMs: 20 },
  ...{ webhookAttemptsMax: 3, webhookFailingMsMax: 60_000 },
};

beforeAll(async () => {
  server = await startTestServer(options);
  admin = await claimAdmin(server);
});
afterAll(() => server.stop());
beforeEach(() => {
  receiver = new WebhookReceiver();
});
afterEach(async () => {
  // What still waits for this receiver would be tried for the tests that follow.
  for (const remove of made.splice(0)) await remove();
  await receiver.stop();
});

async function call(operation: string, args: object, { accessToken }: SignedIn) {
  const { status, body } = await server.post(operation, args, accessToken);
  if (status !== 200) throw new Error(`${operation}: ${JSON.stringify(body)}`);
  return body;
}

async function newGroup(owner: SignedIn, ...members: SignedIn[]): Promise<number> {
  const memberIds = members.map(({ user }) => user.id);
  return (await call("group.create", { name: "group", memberIds }, owner)).conversation.id;
}

async function say(conversationId: number, text: string, from: SignedIn): Promise<string> {
  const id = Bun.randomUUIDv7();
  await call("message.send", { conversationId, id, content: { type: "text", text } }, from);
  return id;
}

async function newHook(owner: SignedIn, args: object) {
  const hook = await call("webhook.create", { name: "hook", url: receiver.url(), ...args }, owner);
  made.push(() => server.post("webhook.remove", { id: hook.webhook.id }, owner.accessToken));
  return hook;
}

const texts = () => receiver.events().map((event) => event.content?.text);

test("[HOOK-1] the owner of a group has it told of its events, signed, and nobody else may", async () => {
  const [owner, member] = [await newCaller(server, "owner"), await newCaller(server, "member")];
  const conversationId = await newGroup(owner.user, member.user);
  const other = await newGroup(owner.user, member.user);
  const { webhook, secret } = await newHook(owner.user, {
    conversationId,
    events: ["message.sent", "message.edited"],
  });
  expect(webhook).toMatchObject({ conversationId, isEnabled: true, stoppedAt: null, failedCount: 0 });
  await say(other, "not of this group", owner.user);
  const id = await say(conversationId, "first", member.user);
  await call("message.react", { conversationId, id, emoji: "👍", isOn: true }, owner.user).catch(
    () => undefined,
  );
  await call("message.edit", { conversationId, id, content: { type: "text", text: "changed" } }, member.user);
  await receiver.until(() => receiver.events().some(({ ev }) => ev === "message.edited"));
  const events = receiver.events();
  // What a slow receiver did not answer in time is told again (HOOK-6).
  expect([...new Set(events.map(({ ev }) => ev))]).toEqual(["message.sent", "message.edited"]);
  expect(events.at(-1)).toMatchObject({ conversationId, id, content: { text: "changed" } });
  for (const delivery of receiver.deliveries) {
    expect(isSigned(delivery, secret)).toBe(true);
    expect(delivery.body).toMatchObject({ webhookId: webhook.id, conversationId });
  }
  const shown = await readByBoth(server, owner, "webhook.list", { conversationId });
  expect(shown.webhooks).toHaveLength(1);
  expect(JSON.stringify(shown)).not.toContain("whsec_");
  expect((await refusedByBoth(server, member, "webhook.list", { conversationId })).code).toBe("forbidden");
  for (const operation of [
    "webhook.update",
    "webhook.remove",
    "webhook.rotateSecret",
    "webhook.listFailed",
  ]) {
    expect((await refusedByBoth(server, member, operation, { id: webhook.id })).code).toBe("not_found");
  }
});

test("[HOOK-2] an administrator has everything told, without conversations of two unless asked for", async () => {
  const [one, two] = [await server.newUser("one"), await server.newUser("two")];
  const { conversation } = await call("conversation.openDirect", { userId: two.user.id }, one);
  await newHook(admin, { events: ["message.sent"] });
  await newHook(admin, { name: "all", url: receiver.url("/all"), includesDirect: true });
  const conversationId = await newGroup(one, two);
  await say(conversation.id, "between us", one);
  await say(conversationId, "in the group", one);
  await receiver.until(() => receiver.events("/all").length >= 2 && receiver.events().length >= 1);
  expect(texts()).toEqual(["in the group"]);
  expect(
    receiver
      .events("/all")
      .map(({ content }) => content.text)
      .sort(),
  ).toEqual(["between us", "in the group"]);
  const { entries } = await call("admin.listAudit", { limit: 5 }, admin);
  expect(entries.map(({ action }: { action: string }) => action)).toContain("webhook.create");
});

test("[HOOK-3] everything is told, in order, through failures, silence and a restart", async () => {
  const impatient = { webhookTimeoutMs: 400 };
  await server.restart(impatient);
  const owner = await server.newUser("owner");
  const conversationId = await newGroup(owner);
  await newHook(owner, { conversationId });
  let answers = 0;
  receiver.answer = async () => {
    answers += 1;
    if (answers % 3 === 1) return new Response("not now", { status: 503 });
    if (answers % 5 === 2) return new Promise(() => undefined);
    return new Response("ok");
  };
  for (let index = 0; index < 30; index += 1) await say(conversationId, `m${index}`, owner);
  await server.restart(impatient);
  for (let index = 30; index < 60; index += 1) await say(conversationId, `m${index}`, owner);
  const seen = () => new Set(texts());
  await receiver.until(() => seen().size === 60, 50_000);
  // At least once: a repetition goes back, and from there on everything comes in order again.
  const firstTimes = [...seen()];
  expect(firstTimes).toEqual(Array.from({ length: 60 }, (_, index) => `m${index}`));
  await server.restart();
}, 60_000);

test("[HOOK-4] what is recalled before it was told is told without its content", async () => {
  const owner = await server.newUser("owner");
  const conversationId = await newGroup(owner);
  await newHook(owner, { conversationId, events: ["message.sent", "message.recalled"] });
  receiver.answer = () => new Response("later", { status: 503 });
  const id = await say(conversationId, "a secret marker", owner);
  await receiver.until(() => receiver.deliveries.length > 0);
  await call("message.recall", { conversationId, id }, owner);
  receiver.deliveries.length = 0;
  receiver.answer = () => new Response("ok");
  await receiver.until(() => receiver.events().some(({ ev }) => ev === "message.recalled"));
  const last = receiver.events().findLast(({ ev }) => ev === "message.sent");
  expect(last).toMatchObject({ id, content: null });
  const after = receiver.deliveries.slice(1);
  expect(JSON.stringify(after)).not.toContain("a secret marker");
});

test("[HOOK-5] a new secret signs at once, and the old one besides it for a day", async () => {
  const owner = await server.newUser("owner");
  const conversationId = await newGroup(owner);
  const { webhook, secret: old } = await newHook(owner, { conversationId });
  const { secret } = await call("webhook.rotateSecret", { id: webhook.id }, owner);
  expect(secret).not.toBe(old);
  await say(conversationId, "signed twice", owner);
  await receiver.until(() => receiver.deliveries.length > 0);
  const [delivery] = receiver.deliveries;
  if (delivery === undefined) throw new Error("nothing came");
  expect([isSigned(delivery, secret), isSigned(delivery, old)]).toEqual([true, true]);
  const kept = await server.rows("select secret, old_secret from webhooks");
  expect(JSON.stringify(kept)).not.toContain("whsec_");
});

test("[HOOK-6] an event that is answered with an error goes to the list of those that failed, and others go on", async () => {
  const owner = await newCaller(server, "owner");
  const conversationId = await newGroup(owner.user);
  const { webhook } = await newHook(owner.user, { conversationId });
  receiver.answer = ({ text }) => new Response("", { status: text.includes("poison") ? 422 : 200 });
  for (const text of ["before", "poison", "after"]) await say(conversationId, text, owner.user);
  const taken = () =>
    receiver.deliveries.filter(({ text }) => !text.includes("poison")).flatMap(({ body }) => body.events);
  await receiver.until(() => taken().some(({ content }) => content.text === "after"));
  expect(taken().map(({ content }) => content.text)).toEqual(["before", "after"]);
  const { failed } = await readByBoth(server, owner, "webhook.listFailed", { id: webhook.id });
  expect(failed).toMatchObject([{ conversationId, reason: "status 422", attempts: 3, isRetrying: false }]);
  receiver.deliveries.length = 0;
  receiver.answer = () => new Response("ok");
  await call("webhook.retry", { id: webhook.id, failedId: failed[0].id }, owner.user);
  await receiver.until(() => receiver.deliveries.length > 0);
  expect(texts()).toEqual(["poison"]);
  const isGone = async () =>
    (await call("webhook.listFailed", { id: webhook.id }, owner.user)).failed.length === 0;
  while (!(await isGone())) await Bun.sleep(20);
  expect(
    await refusedByBoth(server, owner, "webhook.retry", { id: webhook.id, failedId: 999_999 }),
  ).toMatchObject({
    code: "not_found",
  });
});

test("[HOOK-11] /metrics has what was taken, what failed, what was given up, and what waits for how long", async () => {
  const metrics = async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    const value = (name: string) => Number(new RegExp(`^parley_webhook_${name} (.+)$`, "m").exec(text)?.[1]);
    return {
      ...{ taken: value("deliveries_total"), failed: value("failures_total"), lag: value("lag_seconds") },
      ...{ listed: value("events_failed"), waiting: value("events_waiting") },
    };
  };
  const untilMetrics = async (isThere: (now: Awaited<ReturnType<typeof metrics>>) => boolean) => {
    for (let now = await metrics(); ; now = await metrics()) if (isThere(now)) return now;
  };
  const { user } = await newCaller(server, "owner");
  const conversationId = await newGroup(user);
  const before = await untilMetrics(({ waiting }) => waiting === 0);
  expect(before.lag).toBe(0);
  receiver.answer = () => new Response("", { status: 400 });
  await newHook(user, { conversationId });
  await say(conversationId, "given up", user);
  const given = await untilMetrics(({ listed }) => listed === before.listed + 1);
  expect(given).toMatchObject({ taken: before.taken, failed: before.failed + 3 });
  // Nobody is there: the event waits.
  receiver.answer = () => new Response("", { status: 503 });
  await say(conversationId, "late", user);
  await untilMetrics(({ waiting, lag }) => waiting === 1 && lag > 0);
  receiver.answer = () => new Response("ok");
  const after = await untilMetrics(({ waiting }) => waiting === 0);
  expect(after).toMatchObject({ taken: before.taken + 1, listed: before.listed + 1, lag: 0 });
}, 60_000);

test("[HOOK-7] a webhook that takes nothing for long is stopped, and goes on where it was when it is switched on", async () => {
  await server.restart({ webhookFailingMsMax: 1_500 });
  const owner = await server.newUser("owner");
  const conversationId = await newGroup(owner);
  const { webhook } = await newHook(owner, { conversationId });
  receiver.answer = () => new Response("", { status: 503 });
  await say(conversationId, "one", owner);
  const shown = async () => (await call("webhook.list", { conversationId }, owner)).webhooks[0];
  while ((await shown()).stoppedAt === null) await Bun.sleep(20);
  await say(conversationId, "two", owner);
  receiver.answer = () => new Response("ok");
  receiver.deliveries.length = 0;
  const { webhook: resumed } = await call("webhook.update", { id: webhook.id, isEnabled: true }, owner);
  expect(resumed).toMatchObject({ stoppedAt: null, failingSince: null });
  await receiver.until(() => texts().includes("two"));
  expect(texts()).toEqual(["one", "two"]);
  // Switched off by somebody: what happens meanwhile is not told.
  await call("webhook.update", { id: webhook.id, isEnabled: false }, owner);
  await say(conversationId, "three", owner);
  await Bun.sleep(500);
  await call("webhook.update", { id: webhook.id, isEnabled: true }, owner);
  await say(conversationId, "four", owner);
  await receiver.until(() => texts().includes("four"));
  expect(texts()).toEqual(["one", "two", "four"]);
  await server.restart();
});

test("[HOOK-8] a receiver that does not answer holds up no other, and no message", async () => {
  // Longer than is waited for below: what waited for it would not come.
  await server.restart({ webhookTimeoutMs: 60_000 });
  const owner = await server.newUser("owner");
  const conversationId = await newGroup(owner);
  const stuck = new WebhookReceiver();
  stuck.answer = () => new Promise(() => undefined);
  await call("webhook.create", { conversationId, name: "stuck", url: stuck.url() }, owner);
  await newHook(owner, { conversationId });
  for (let index = 0; index < 20; index += 1) await say(conversationId, `m${index}`, owner);
  await receiver.until(() => texts().length === 20);
  await stuck.stop();
  await server.restart();
});

test("[HOOK-9] one place has so many webhooks and no more, and addresses of this machine are not taken", async () => {
  const owner = await newCaller(server, "owner");
  const conversationId = await newGroup(owner.user);
  const hook = { conversationId, name: "hook" };
  for (const url of [
    "http://127.0.0.2/",
    "http://example.com/",
    "https://10.0.0.1/",
    "https://localhost/",
    "x",
  ]) {
    const { code, details } = await refusedByBoth(server, owner, "webhook.create", { ...hook, url });
    expect([url, code, details?.path]).toEqual([url, "invalid_arguments", "/url"]);
  }
  for (let count = 0; count < 10; count += 1) await newHook(owner.user, { conversationId });
  const more = await refusedByBoth(server, owner, "webhook.create", { ...hook, url: receiver.url() });
  expect(more.code).toBe("limit_reached");
});
