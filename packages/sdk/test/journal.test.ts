/** What a person wrote right before the page ended, against a fake server. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import type { Client, ClientOptions } from "../src/api.ts";
import { createClient } from "../src/client.ts";
import type { JournalPort } from "../src/platform/platform.ts";
import { withJournal } from "../src/storage/journal.ts";
import { memoryStorage } from "../src/storage/memory-storage.ts";
import type { Storage, StorageChange } from "../src/storage/storage.ts";
import { FakeServer } from "./support/fake-server.ts";
import { until } from "./support/until.ts";

let server: FakeServer;
let clients: Client[];
let kept: Map<string, string>;

beforeEach(() => {
  server = new FakeServer();
  server.say(10, "hello");
  clients = [];
  kept = new Map();
});

afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await server.stop();
});

const port = (): JournalPort => ({
  names: () => [...kept.keys()],
  read: (name) => kept.get(name) ?? null,
  write: (name, text) => void (text === null ? kept.delete(name) : kept.set(name, text)),
});

function open(storage: Storage, options: ClientOptions = {}): Client {
  const platform = { random: () => 0, openStorage: () => storage, openJournal: port, ...options.platform };
  const client = createClient({ url: server.url, ...options, platform });
  clients.push(client);
  return client;
}

const online = (client: Client) => until(client.state.connection, ({ status }) => status === "online");

async function signedIn(storage: Storage): Promise<Client> {
  const client = open(storage);
  await client.account.login({ username: "user1", password: "password" });
  await online(client);
  return client;
}

/** A store whose page ends before what is written is in it. */
function cutOff(storage: Storage): Storage & { isCut: boolean; readonly emptied: Promise<void> } {
  const emptied = Promise.withResolvers<void>();
  const write = (changes: readonly StorageChange[]) => {
    const isWritten = changes.every(({ table }) => table !== "drafts" && table !== "outbox");
    if (!cut.isCut || isWritten) return storage.write(changes);
    if (changes.some((change) => "empty" in change)) emptied.resolve();
    return new Promise<void>(() => undefined);
  };
  const cut = { ...storage, write, isCut: false, emptied: emptied.promise };
  return cut;
}

const text = (said: string) => ({ type: "text" as const, text: said });

test("what was written right before the page ended is there at the next visit, and is sent once", async () => {
  const storage = memoryStorage();
  const page = cutOff(storage);
  const first = await signedIn(page);
  await server.stop();
  await until(first.state.connection, ({ status }) => status !== "online");
  page.isCut = true;
  first.outbox.send(10, text("said on the train"));
  for (const draft of ["h", "half", "half a thought"]) first.setDraft(10, draft);
  expect(await storage.readAll("drafts")).toEqual([]);

  const second = open(storage);
  await second.ready;
  expect(second.state.drafts.get().get(10)).toBe("half a thought");
  expect(second.outbox.messages.get().map(({ content }) => content)).toEqual([text("said on the train")]);
  expect(kept).toEqual(new Map());
  expect(await storage.readAll("outbox")).toHaveLength(1);
});

test("a draft that was sent right before the page ended does not come back", async () => {
  const storage = memoryStorage();
  const page = cutOff(storage);
  const first = await signedIn(page);
  first.setDraft(10, "see you at nine");
  await server.stop();
  await until(first.state.connection, ({ status }) => status !== "online");
  page.isCut = true;
  first.outbox.send(10, text("see you at nine"));

  const second = open(storage);
  await second.ready;
  expect(second.state.drafts.get().get(10)).toBeUndefined();
  expect(second.outbox.messages.get()).toHaveLength(1);
});

test("what the store has is kept once, and what was written later stays on its way", async () => {
  const storage = memoryStorage();
  const waiting: (() => void)[] = [];
  const slow: Storage = {
    ...storage,
    write: (changes) =>
      new Promise((resolve) => waiting.push(() => resolve(storage.write(changes)))).then(() => undefined),
  };
  const journaled = withJournal(slow, port());
  const write = (value: string) => journaled.write([{ table: "drafts", key: 10, value }]);
  const [first, second] = [write("one"), write("two")];
  waiting[0]?.();
  await first;
  expect([...kept.values()]).toEqual([JSON.stringify("two")]);
  waiting[1]?.();
  await second;
  expect(kept.size).toBe(0);
  expect(await storage.readAll("drafts")).toEqual(["two"]);
});

test("what another tab wrote or removed meanwhile is not brought back", async () => {
  const storage = memoryStorage();
  const [removed, rewritten] = [JSON.stringify(["drafts", 1]), JSON.stringify(["drafts", 2])];
  kept.set(removed, JSON.stringify("older")).set(rewritten, JSON.stringify("older"));
  await storage.write([{ table: "drafts", key: 2, value: "newer" }]);
  const journaled = withJournal(
    {
      ...storage,
      update: (table, key, change) => {
        // Between reading the journal and the step of the store.
        kept.delete(removed);
        kept.set(rewritten, JSON.stringify("newer"));
        return storage.update(table, key, change);
      },
    },
    port(),
  );
  expect(await journaled.readAll("drafts")).toEqual(["newer"]);
});

test("signing out erases what was on its way, also when the page ends meanwhile", async () => {
  const storage = memoryStorage();
  const page = cutOff(storage);
  const first = await signedIn(page);
  first.setDraft(10, "a secret");
  page.isCut = true;
  first.setDraft(10, "a secret of mine");
  expect(kept.size).toBe(1);
  void first.account.logout();
  await page.emptied;
  expect(kept.size).toBe(0);

  const second = open(storage);
  await second.ready;
  expect(second.state.drafts.get().size).toBe(0);
  for (const table of ["drafts", "heads", "outbox"] as const)
    expect(await storage.readAll(table)).toEqual([]);
});
