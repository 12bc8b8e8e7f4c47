import "fake-indexeddb/auto";
import { expect, test } from "bun:test";
import type { ContactRequest } from "@parley/protocol";
import { closeCodes } from "@parley/protocol/close-codes";
import { ParleyError } from "@parley/protocol/errors";
import fc from "fast-check";
import type { Client } from "../src/api.ts";
import { createClient } from "../src/client.ts";
import { indexedDbStorage } from "../src/storage/indexed-db-storage.ts";
import { fakeAccount, fakeContact } from "./support/fake-feed.ts";
import { FakeServer, fakeUser } from "./support/fake-server.ts";
import { until } from "./support/until.ts";

let storeCount = 0;

function newStore(): () => ReturnType<typeof indexedDbStorage> {
  storeCount += 1;
  const name = `people-${storeCount}`;
  return () => indexedDbStorage(name);
}

const open = (server: FakeServer, storage = newStore()) =>
  createClient({ url: server.url, storage: storage(), platform: { random: () => 0 } });

async function signedIn(server: FakeServer, storage = newStore()): Promise<Client> {
  const client = open(server, storage);
  await client.account.login({ username: "user1", password: "password" });
  await until(client.state.contacts, ({ isLoaded }) => isLoaded);
  return client;
}

function fakeRequest(id: number, change: Partial<ContactRequest> = {}): ContactRequest {
  const made = { id, fromId: 2, toId: 1, message: null, createdAt: id, answeredAt: null };
  return { ...made, status: "pending", ...change };
}

const namesOf = (client: Client) =>
  client.state.contacts
    .get()
    .groups.map(({ initial, items }) => `${initial}: ${items.map(({ name }) => name).join()}`);

test("[CONT-11] contacts are grouped by initial, others last, with remarks for names", async () => {
  const server = new FakeServer();
  server.contactsPerPageMax = 2;
  server.feed.keep(fakeContact(3, { sortKey: "#3", remark: "3rd" }));
  server.feed.keep(fakeContact(4, { sortKey: "Lli ming", remark: "李明" }));
  server.feed.keep(fakeContact(5, { sortKey: "Aann", remark: "Ann" }));
  server.feed.keep(fakeContact(6, { sortKey: "Aanna", remark: "Anna", isBlocked: true }));
  server.feed.keep(fakeContact(7, { isContact: false, remark: "A stranger" }));
  server.feed.keep(fakeContact(8, { isContact: false, isBlocked: true }));
  const client = await signedIn(server);
  expect(namesOf(client)).toEqual(["A: Ann,Anna", "L: 李明", "#: 3rd"]);
  const { blocked, kept, count } = client.state.contacts.get();
  expect(blocked.map(({ contact }) => contact.userId)).toEqual([6, 8]);
  expect(kept.get(7)?.remark).toBe("A stranger");
  expect(count).toBe(4);
  await client.close();
  await server.stop();
});

test("[CONT-14] a change is shown without asking again, and lines that did not change stay the same", async () => {
  const server = new FakeServer();
  server.feed.keep(fakeContact(2));
  server.feed.keep(fakeContact(3, { sortKey: "Bbea", remark: "Bea" }));
  const client = await signedIn(server);
  // The first event makes the feed known, which costs a second look at the lists; from then on none.
  server.pushAll(server.feed.keep(fakeContact(4, { sortKey: "Ccleo", remark: "Cleo" })));
  await until(client.state.contacts, ({ count }) => count === 3);
  await server.until(() => server.countOf("contact.list") === 2);
  const bea = () => client.state.contacts.get().groups[0]?.items[0];
  const before = bea();
  server.pushAll(server.feed.keep(fakeContact(2, { isContact: false })));
  server.pushAll(server.feed.putRequest(fakeRequest(1)));
  await until(client.state.requests, ({ pendingCount }) => pendingCount === 1);
  expect(namesOf(client)).toEqual(["B: Bea", "C: Cleo"]);
  expect(bea()).toBe(before);
  expect(server.countOf("contact.list")).toBe(2);
  await client.close();
  await server.stop();
});

test("the feed is in no inbox, and a remark names the conversation", async () => {
  const server = new FakeServer();
  const direct = server.log(10);
  Object.assign(direct.conversation, { kind: "direct", name: null });
  const head = direct.head.bind(direct);
  direct.head = (userId) => ({ ...head(userId), peerId: 2 });
  const client = await signedIn(server);
  server.pushAll(server.feed.keep(fakeContact(2, { remark: "Bob from work" })));
  const { items } = await until(client.state.inbox, ({ items: [item] }) => item?.title === "Bob from work");
  expect(items).toHaveLength(1);
  await client.close();
  await server.stop();
});

test("[CONT-8] what waits is counted, older requests than those known included", async () => {
  const server = new FakeServer();
  for (let id = 1; id <= 203; id += 1) server.feed.putRequest(fakeRequest(id));
  const client = await signedIn(server);
  await until(client.state.requests, ({ pendingCount }) => pendingCount === 203);
  server.pushAll(server.feed.putRequest(fakeRequest(1, { status: "refused", answeredAt: 9 })));
  await until(client.state.requests, ({ pendingCount }) => pendingCount === 202);
  server.pushAll(server.feed.putRequest(fakeRequest(204, { fromId: 1, toId: 2 })));
  await until(client.state.requests, ({ outgoing }) => outgoing.length === 1);
  expect(client.state.requests.get().pendingCount).toBe(202);
  await client.close();
  await server.stop();
});

test("[SYNC-5] contacts of the last visit are shown without a network, and caught up by events alone", async () => {
  const server = new FakeServer();
  const storage = newStore();
  const first = await signedIn(server, storage);
  server.pushAll(server.feed.keep(fakeContact(2, { remark: "Bob" })));
  await until(first.state.contacts, ({ count }) => count === 1);
  await first.close();
  const lists = server.countOf("contact.list");
  server.feed.keep(fakeContact(3, { sortKey: "Aann", remark: "Ann" }));
  await server.stop();
  const second = open(server, storage);
  await second.ready;
  expect(namesOf(second)).toEqual(["U: Bob"]);
  server.start();
  second.retryNow();
  await until(second.state.contacts, ({ count }) => count === 2);
  expect(namesOf(second)).toEqual(["A: Ann", "U: Bob"]);
  expect(server.countOf("contact.list")).toBe(lists);
  await second.account.logout();
  expect(second.state.contacts.get()).toMatchObject({ count: 0, isLoaded: false });
  await second.close();
  const third = open(server, storage);
  await third.ready;
  expect(third.state.contacts.get().count).toBe(0);
  await third.close();
  await server.stop();
});

test("[FEED-3] one's own account and settings follow the feed, also a section too large to be told", async () => {
  const server = new FakeServer();
  const client = await signedIn(server);
  expect(client.state.settings.get()).toEqual({ language: { language: null } });
  server.pushAll(server.feed.setSettings("language", { language: "zh-CN" }));
  await until(client.state.settings, (settings) => settings?.language?.language === "zh-CN");
  const asked = server.countOf("settings.get");
  server.pushAll(server.feed.setAccount(fakeAccount(fakeUser(1), { nickname: "Another" })));
  await until(client.state.users, (users) => users.get(1)?.nickname === "Another");
  expect(server.countOf("settings.get")).toBe(asked);
  server.pushAll(server.feed.setSettings("client", { large: true }, false));
  await until(client.state.settings, (settings) => settings?.client !== undefined);
  expect(client.state.settings.get()?.client).toEqual({ large: true });
  expect(client.state.account.get()?.nickname).toBe("Another");
  await client.close();
  await server.stop();
});

test("lists that could not be had are asked for again", async () => {
  const server = new FakeServer();
  server.failures.set("contact.list", [new ParleyError("unavailable"), new ParleyError("busy")]);
  server.feed.keep(fakeContact(2));
  const client = await signedIn(server);
  expect(client.state.contacts.get().count).toBe(1);
  expect(server.countOf("contact.list")).toBe(3);
  await client.close();
  await server.stop();
});

const actions = fc.array(
  fc.tuple(
    fc.oneof(
      { weight: 6, arbitrary: fc.constant("keep" as const) },
      { weight: 3, arbitrary: fc.constant("request" as const) },
      { weight: 3, arbitrary: fc.constant("lose a push" as const) },
      { weight: 1, arbitrary: fc.constant("break" as const) },
      { weight: 1, arbitrary: fc.constant("behind" as const) },
      { weight: 1, arbitrary: fc.constant("reload" as const) },
    ),
    fc.integer({ min: 2, max: 6 }),
    fc.boolean(),
  ),
  { maxLength: 40 },
);

test("[SYNC-9] [FEED-3] whatever breaks, contacts and requests end as the server has them", async () => {
  await fc.assert(
    fc.asyncProperty(actions, async (list) => {
      const server = new FakeServer();
      const storage = newStore();
      const { feed } = server;
      let client = await signedIn(server, storage);
      for (const [index, [action, who, isOn]] of list.entries()) {
        if (action === "keep") {
          server.pushAll(feed.keep(fakeContact(who, { isContact: isOn, tags: [`${index}`] })));
        }
        if (action === "request") {
          const status = isOn ? "pending" : "refused";
          server.pushAll(feed.putRequest(fakeRequest(who, { status })));
        }
        if (action === "lose a push") server.dropPushes = 1;
        if (action === "break") server.closeAll(closeCodes.restarting);
        if (action === "behind") server.push({ ev: "connection.behind" });
        if (action === "reload") {
          await client.close();
          client = open(server, storage);
        }
        if (index % 3 === 0) await Bun.sleep(0);
      }
      server.dropPushes = 0;
      await until(client.state.connection, ({ status }) => status === "online");
      server.tellPositions();
      const expected = JSON.stringify(feed.listed());
      const { kept } = await until(
        client.state.contacts,
        (view) => JSON.stringify(contactsOf(view.kept)) === expected,
      );
      expect(contactsOf(kept)).toEqual(feed.listed());
      const requests = await until(
        client.state.requests,
        ({ incoming, pendingCount }) =>
          pendingCount === feed.pendingCount() &&
          JSON.stringify(incoming) === JSON.stringify(feed.listedRequests("incoming")),
      );
      expect(requests.pendingCount).toBe(feed.pendingCount());
      await client.close();
      await server.stop();
    }),
    { numRuns: 60 },
  );
}, 60_000);

function contactsOf(kept: ReturnType<Client["state"]["contacts"]["get"]>["kept"]) {
  return [...kept.values()].sort((left, right) => left.userId - right.userId);
}
