/** How far messages have arrived, who records, folders, against a fake server. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { ParleyError } from "@parley/protocol/errors";
import type { Client, ClientOptions } from "../src/api.ts";
import { createClient } from "../src/client.ts";
import { defaultPlatform } from "../src/platform/default-platform.ts";
import { FakeServer } from "./support/fake-server.ts";
import { until } from "./support/until.ts";

let server: FakeServer;
let clients: Client[];

beforeEach(() => {
  server = new FakeServer();
  clients = [];
});

afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await server.stop();
});

/** The waits of what is told together, cut short. */
const { setTimer } = defaultPlatform();
const isGathering = (ms: number) => ms >= 200 && ms <= 2_000;
const platform = {
  random: () => 0,
  setTimer: (run: () => void, ms: number) => setTimer(run, isGathering(ms) ? 5 : ms),
};

async function open(options: ClientOptions = {}): Promise<Client> {
  const client = createClient({ url: server.url, storage: "memory", platform, ...options });
  clients.push(client);
  await client.account.login({ username: "user1", password: "password" });
  await until(client.state.connection, ({ status }) => status === "online");
  return client;
}

const told = () =>
  server.calls.filter(({ op }) => op === "inbox.markDelivered").map(({ args }) => args.positions as unknown);

test("[INB-40] what was there and what comes is told as arrived, many conversations in one call", async () => {
  server.say(10, "one");
  server.say(11, "two");
  await open();
  await server.until(() => told().length === 1);
  expect(told()[0]).toEqual([
    { conversationId: 10, seq: 1 },
    { conversationId: 11, seq: 1 },
  ]);
  for (const text of ["three", "four", "five"]) server.say(10, text);
  await server.until(() => told().length > 1);
  expect(told().at(-1)).toEqual([{ conversationId: 10, seq: 4 }]);
});

test("[INB-40] what was read or written here, and large groups, are not told", async () => {
  Object.assign(server.log(12).conversation, { memberCount: 201 });
  server.log(10);
  const client = await open();
  await client.outbox.send(10, { type: "text", text: "mine" }).sent;
  server.say(12, "to many");
  server.say(10, "to few");
  await server.until(() => told().length === 1);
  expect(told()).toEqual([[{ conversationId: 10, seq: 2 }]]);
  client.inbox.markRead({ conversationId: 10, seq: 3 });
  server.say(11, "elsewhere");
  await server.until(() => told().length === 2);
  expect(told()[1]).toEqual([{ conversationId: 11, seq: 1 }]);
});

test("[INB-43] nothing is told by who keeps it to themselves, until they tell it again", async () => {
  const privacy = {
    email: "nobody",
    phone: "nobody",
    lastSeen: "nobody",
    findByEmail: false,
    findByPhone: false,
  } as const;
  server.feed.settings = { privacy: { ...privacy, readReceipts: false } };
  server.say(10, "one");
  const client = await open();
  await until(client.state.settings, (settings) => settings !== null);
  server.say(11, "two");
  await until(client.state.inbox, ({ items }) => items.length === 2);
  expect(told()).toEqual([]);
  server.pushAll(server.feed.setSettings("privacy", { ...privacy, readReceipts: true }));
  await server.until(() => told().length === 1);
  expect(told()[0]).toHaveLength(2);
});

test("[INB-40] calls are two seconds apart, and one that failed is made good by the next", async () => {
  const waits: number[] = [];
  const watching = (run: () => void, ms: number) => {
    if (isGathering(ms)) waits.push(ms);
    return platform.setTimer(run, ms);
  };
  server.failures.set("inbox.markDelivered", [new ParleyError("busy")]);
  server.say(10, "one");
  await open({ platform: { ...platform, setTimer: watching } });
  await server.until(() => told().length === 1);
  waits.length = 0;
  server.say(10, "two");
  await server.until(() => told().length === 2);
  expect(told()[1]).toEqual([{ conversationId: 10, seq: 2 }]);
  expect(Math.max(...waits)).toBeGreaterThan(1_500);
});

test("[INB-44] [INB-10] who records and the user's folders are values; what is newer counts", async () => {
  server.log(10);
  server.feed.folders = [{ id: 1, name: "Work" }];
  server.pushAll(server.feed.setSettings("language", { language: "en" }));
  const client = await open();
  await until(client.state.folders, ([first]) => first?.name === "Work");
  server.pushAll(server.feed.setFolders([{ id: 2, name: "Home" }]));
  await until(client.state.folders, ([first]) => first?.name === "Home");
  server.push({ ev: "member.recording", conversationId: 10, userId: 2, kind: "voice" });
  await until(client.state.recording, (all) => all.get(10)?.get(2) === "voice");
  server.push({ ev: "member.typing", conversationId: 10, userId: 2 });
  await until(client.state.typing, (all) => all.get(10)?.[0] === 2);
  expect(client.state.recording.get().size).toBe(0);
  server.push({ ev: "member.recording", conversationId: 10, userId: 2, kind: "video" });
  await until(client.state.recording, (all) => all.get(10)?.get(2) === "video");
  server.say(10, "done");
  await until(client.state.recording, (all) => all.size === 0);
  expect(client.state.typing.get().size).toBe(0);
});
