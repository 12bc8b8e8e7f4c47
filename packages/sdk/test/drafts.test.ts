/** Drafts on their way between devices, against a fake server. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { ParleyError } from "@parley/protocol/errors";
import type { Client, ClientOptions } from "../src/api.ts";
import { createClient } from "../src/client.ts";
import { defaultPlatform } from "../src/platform/default-platform.ts";
import { memoryStorage } from "../src/storage/memory-storage.ts";
import { FakeServer } from "./support/fake-server.ts";
import { until } from "./support/until.ts";

let server: FakeServer;
let clients: Client[];
/** Of all clocks: how late a device hears what time it is must not decide which of two drafts is the later. */
let time: number;

beforeEach(() => {
  server = new FakeServer();
  time = Date.now();
  isTelling = true;
  server.now = () => time;
  server.say(10, "hello");
  clients = [];
});

afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await server.stop();
});

/** What is told within a second is told within a moment, or not while the test says so. */
const { setTimer } = defaultPlatform();
let isTelling = true;
const hurried = {
  random: () => 0,
  now: () => time,
  setTimer: (run: () => void, ms: number) =>
    ms === 1_000 && !isTelling ? null : setTimer(run, ms === 1_000 ? 5 : ms),
};

async function open(options: ClientOptions = {}, isNew = true): Promise<Client> {
  const client = createClient({ url: server.url, storage: "memory", ...options, platform: hurried });
  clients.push(client);
  if (isNew) await client.account.login({ username: "user1", password: "password" });
  await until(client.state.connection, ({ status }) => status === "online");
  return client;
}

function write(client: Client, text: string, id = 10): void {
  time += 1_000;
  client.setDraft(id, text);
}

const has = (client: Client, text: string | undefined, id = 10) =>
  until(client.state.drafts, (drafts) => drafts.get(id) === text);
const told = () =>
  server.calls.filter(({ op }) => op === "inbox.saveDraft").map(({ args }) => args.text as unknown);

test("[INB-20] what is written is told once it rests, and reaches the user's other devices", async () => {
  const [phone, laptop] = [await open(), await open()];
  for (const text of ["h", "ha", "half"]) phone.setDraft(10, text);
  await has(laptop, "half");
  expect(told()).toEqual(["half"]);
  write(laptop, "half a thought");
  await has(phone, "half a thought");
  write(phone, "");
  await has(laptop, undefined);
  expect(told()).toEqual(["half", "half a thought", ""]);
});

test("[INB-22] sending what is written ends it everywhere; another message of this device does not", async () => {
  const [phone, laptop] = [await open(), await open()];
  write(phone, "half a thought ");
  await has(laptop, "half a thought ");
  await phone.outbox.send(10, { type: "text", text: "something else" }).sent;
  // The server ended it for all; it is told again, because it is not over here.
  await server.until(() => told().length === 2);
  expect(phone.state.drafts.get().get(10)).toBe("half a thought ");
  await has(laptop, "half a thought ");
  await phone.outbox.send(10, { type: "text", text: "half a thought" }).sent;
  expect(phone.state.drafts.get().get(10)).toBeUndefined();
  await has(laptop, undefined);
  write(laptop, "from here");
  await has(phone, "from here");
  // What the phone goes on showing it would tell again.
  isTelling = false;
  await phone.outbox.send(10, { type: "location", latitude: 1, longitude: 2 }).sent;
  await has(laptop, undefined);
});

test("[INB-22] what ends while the answer to telling it is on its way is over", async () => {
  const phone = await open();
  server.swallowReplies.add("inbox.saveDraft");
  write(phone, "half a thought");
  await server.until(() => told().length === 1);
  server.push({ ev: "draft.changed", conversationId: 10, lastSeq: 1, draft: null });
  await has(phone, undefined);
});

test("[INB-21] of two drafts of devices apart the later stays, and one from offline is told afterwards", async () => {
  const storage = memoryStorage();
  const phone = await open({ storage });
  await server.stop();
  await until(phone.state.connection, ({ status }) => status !== "online");
  write(phone, "written offline");
  await phone.close();
  server.start();
  const again = await open({ storage }, false);
  expect(again.state.drafts.get().get(10)).toBe("written offline");
  await server.until(() => server.log(10).draft?.text === "written offline");
  const later = { text: "later, elsewhere", at: time + 60_000 };
  server.push({
    ev: "draft.changed",
    conversationId: 10,
    lastSeq: 1,
    draft: server.log(10).saveDraft(later),
  });
  await has(again, "later, elsewhere");
  isTelling = false;
  write(again, "an older clock");
  server.push({ ev: "draft.changed", conversationId: 10, lastSeq: 1, draft: { ...later, text: "latest" } });
  await has(again, "latest");
  isTelling = true;
  write(again, "another", 11);
  await server.until(() => told().includes("another"));
  expect(told()).toEqual(["written offline", "another"]);
});

test("what could not be told for now is told again, what is refused is not, what is too long stays here", async () => {
  const client = await open();
  server.failures.set("inbox.saveDraft", [new ParleyError("busy", { retryAfterMs: 1 })]);
  write(client, "again");
  await server.until(() => server.log(10).draft?.text === "again");
  expect(told()).toEqual(["again", "again"]);
  server.failures.set("inbox.saveDraft", [new ParleyError("not_found")]);
  write(client, "refused");
  await server.until(() => told().length === 3);
  write(client, "x".repeat(4_001));
  write(client, "another", 11);
  await server.until(() => told().includes("another"));
  expect(told()).toEqual(["again", "again", "refused", "another"]);
  expect(client.state.drafts.get().get(10)).toHaveLength(4_001);
});
