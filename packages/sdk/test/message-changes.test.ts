import { afterAll, beforeAll, expect, test } from "bun:test";
import type { EventFrame, Message } from "@parley/protocol";
import { newCaller } from "../../server/test/support/both-transports.ts";
import { startTestServer, type TestServer } from "../../server/test/support/test-server.ts";
import { applyEventToHead } from "../src/state/heads.ts";
import { addSlice, applyEvent, emptyHistory, type History } from "../src/state/history.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** A small generator of its own, so that a failure can be run again. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

test("[MSG-44] [INV-14] [SYNC-9] pages of any moment with the events since equal the page fetched fresh", async () => {
  const [ann, bob] = [await newCaller(server, "ann"), await newCaller(server, "bob")];
  const { conversation } = await ann.socket.call("group.create", { memberIds: [bob.user.user.id] });
  const { id: conversationId } = conversation;
  await ann.socket.call("group.update", { conversationId, settings: { pin: "everyone" } });
  const random = randomOf(7);
  const ids: string[] = [];
  const emoji = ["👍", "🎉", "👀"];
  const headOf = async () => (await ann.socket.call("inbox.list", {})).heads[0];
  const pages: { messages: Message[]; rev: number }[] = [];
  const head = await headOf();
  for (let step = 0; step < 120; step += 1) {
    const { user, socket } = random(2) === 0 ? ann : bob;
    const place = { conversationId, id: ids[random(ids.length)] ?? "" };
    const text = { type: "text", text: `step ${step}` };
    switch (ids.length < 3 ? 0 : random(7)) {
      case 0: {
        const id = Bun.randomUUIDv7();
        ids.push(id);
        const extras = ids.length % 2 === 0 ? { mentions: [user.user.id] } : {};
        await socket.call("message.send", { conversationId, id, content: text, ...extras });
        break;
      }
      case 1:
      case 2:
        await socket.exchange("message.edit", { ...place, content: text });
        break;
      case 3:
        await socket.exchange("message.react", { ...place, emojis: emoji.filter(() => random(2) === 0) });
        break;
      case 4:
        await socket.exchange("message.pin", place);
        break;
      case 5:
        await socket.exchange("message.unpin", place);
        break;
      default:
        if (random(4) === 0) await socket.exchange("message.recall", place);
    }
    if (step % 20 === 10) {
      const { lastRev } = await ann.socket.call("sync.range", { conversationId, afterRev: 0, limit: 1 });
      const { messages } = await ann.socket.call("message.list", { conversationId, limit: 200 });
      pages.push({ messages, rev: lastRev });
    }
  }
  const { messages: fresh } = await ann.socket.call("message.list", { conversationId, limit: 200 });
  const { events } = await ann.socket.call("sync.range", { conversationId, afterRev: 0, limit: 500 });
  const pushed = ann.socket.pushes.filter((push) => push.conversationId === conversationId && "rev" in push);
  const live = pushed as unknown as EventFrame[];
  const fold = (history: History, list: readonly EventFrame[]) => list.reduce(applyEvent, history);
  // As it was told, and as it is told to who catches up.
  for (const list of [live, events as EventFrame[]]) {
    const first = (list[0]?.rev ?? 1) - 1;
    expect(fold(emptyHistory(first), list).slices[0]?.messages).toEqual(fresh);
  }
  // From a page on; and with a page that comes late, when events after it were taken already.
  for (const { messages, rev } of pages) {
    const slice = { fromSeq: 1, toSeq: messages.at(-1)?.seq ?? 0, messages };
    expect(fold(addSlice(emptyHistory(rev), slice), live).slices[0]?.messages).toEqual(fresh);
    expect(addSlice(fold(emptyHistory(rev), live), slice).slices[0]?.messages).toEqual(fresh);
  }
  const folded = live.reduce((now, event) => applyEventToHead(now, event, ann.user.user.id), head);
  expect(folded.lastMessage).toEqual((await headOf()).lastMessage);
  ann.socket.close();
  bob.socket.close();
}, 60_000);
