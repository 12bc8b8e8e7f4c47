import { afterEach, beforeEach, expect, test } from "bun:test";
import type { EventFrame, ScheduledMessage } from "@parley/protocol";
import { createClient } from "../src/client.ts";
import { applyEventToHead } from "../src/state/heads.ts";
import { addSlice, applyEvent, emptyHistory } from "../src/state/history.ts";
import { memoryStorage } from "../src/storage/memory-storage.ts";
import { FakeLog } from "./support/fake-log.ts";
import { FakeServer } from "./support/fake-server.ts";
import { until } from "./support/until.ts";

let server: FakeServer;
beforeEach(() => {
  server = new FakeServer();
});
afterEach(() => server.stop());

const purged = (log: FakeLog, throughSeq: number): EventFrame => {
  const rev = log.events.length + 1;
  return {
    ev: "conversation.purged",
    conversationId: log.conversation.id,
    rev,
    actorId: 0,
    at: 9,
    throughSeq,
  };
};

function logOf(count: number): FakeLog {
  const log = new FakeLog(10);
  for (let index = 1; index <= count; index += 1) log.send(2, `id-${index}`, `text ${index}`);
  return log;
}

test("[RET-2] what is purged is dropped here, also when a page that was read before brings it", () => {
  const log = logOf(4);
  const page = { fromSeq: 1, toSeq: 4, messages: log.messages() };
  const rev = log.events.length;
  const before = applyEvent(addSlice(emptyHistory(rev), page), purged(log, 3));
  const after = addSlice(applyEvent(emptyHistory(rev), purged(log, 3)), page);
  expect(before).toEqual(after);
  expect(before.slices).toMatchObject([{ fromSeq: 1, toSeq: 4, messages: [{ seq: 4 }] }]);
  expect(addSlice(before, page)).toEqual(before);
});

test("[RET-4] the line of the inbox counts what is purged as read", () => {
  const log = logOf(4);
  const head = log.head(1);
  expect(applyEventToHead(head, purged(log, 3), 1)).toMatchObject({
    ...{ readSeq: 3, unread: 1, lastSeq: 4, lastRev: head.lastRev + 1 },
    lastMessage: { seq: 4 },
  });
  expect(applyEventToHead(head, purged(log, 4), 1)).toMatchObject({
    readSeq: 4,
    unread: 0,
    lastMessage: null,
  });
});

test("[EXP-3] an expired message loses its content, once, and says that nobody recalled it", () => {
  const log = logOf(2);
  const rev = log.events.length;
  const known = addSlice(emptyHistory(rev), { fromSeq: 1, toSeq: 2, messages: log.messages() });
  const expired: EventFrame = {
    ...{ ev: "message.expired", conversationId: 10, rev: rev + 1, seq: 2, id: "id-2", actorId: 0, at: 9 },
  };
  const once = applyEvent(known, expired);
  expect(once.slices[0]?.messages[1]).toMatchObject({ content: null, recalledAt: 9, isExpired: true });
  const again = applyEvent(once, { ...expired, rev: rev + 2, at: 10 });
  expect(again.slices).toEqual(once.slices);
  expect(applyEventToHead(log.head(1), expired, 1)).toMatchObject({
    unread: 1,
    lastMessage: { content: null },
  });
});

test("[RET-2] what was stored at an earlier visit is gone from the store as well", async () => {
  const storage = memoryStorage();
  for (let index = 1; index <= 100; index += 1) server.say(10, `secret ${index}`);
  const visit = () => createClient({ url: server.url, storage, token: async () => "token:1" });
  const first = visit();
  const timeline = first.timeline(10, { pageSize: 100 });
  await until(timeline.view, ({ messages }) => messages.length === 100);
  await first.close();
  expect(JSON.stringify(await storage.readAll("pages"))).toContain("secret 3");
  const second = visit();
  await until(second.state.connection, ({ status }) => status === "online");
  server.log(10).events.push(purged(server.log(10), 99));
  const event = server.log(10).events.at(-1);
  if (event !== undefined) server.push(event);
  const shown = second.timeline(10);
  await until(shown.view, ({ messages }) => messages.length === 1);
  await second.close();
  const pages = (await storage.readAll("pages")) as { seq: number }[][];
  expect(pages.flat().map(({ seq }) => seq)).toEqual([100]);
});

test("[SCHED-2] scheduled messages are shown in the order of their time, kept true by the feed and over a visit", async () => {
  const storage = memoryStorage();
  const waiting = (id: string, sendAt: number): ScheduledMessage => ({
    ...{ conversationId: 10, id, content: { type: "text", text: id }, sendAt, createdAt: 1 },
  });
  server.feed.schedule("late", waiting("late", 20));
  const client = createClient({ url: server.url, storage, token: async () => "token:1" });
  const ids = () => client.state.scheduled.get().map(({ id }) => id);
  await until(client.state.scheduled, (scheduled) => scheduled.length === 1);
  server.pushAll(server.feed.schedule("early", waiting("early", 10)));
  await until(client.state.scheduled, (scheduled) => scheduled.length === 2);
  expect(ids()).toEqual(["early", "late"]);
  server.pushAll(server.feed.schedule("late", null));
  await until(client.state.scheduled, (scheduled) => scheduled.length === 1);
  await client.close();
  await server.stop();
  const offline = createClient({ url: server.url, storage, token: async () => "token:1" });
  await until(offline.state.scheduled, (scheduled) => scheduled.length === 1);
  expect(offline.state.scheduled.get()).toEqual([waiting("early", 10)]);
  await offline.close();
});
