import { afterAll, beforeAll, expect, test } from "bun:test";
import type { EventFrame, Message } from "@parley/protocol";
import { newCaller } from "../../server/test/support/both-transports.ts";
import { PageServer } from "../../server/test/support/page-server.ts";
import { startTestServer, type TestServer } from "../../server/test/support/test-server.ts";
import { applyEventToHead } from "../src/state/heads.ts";
import { addSlice, applyEvent, emptyHistory, type History } from "../src/state/history.ts";

let server: TestServer;
const pages = new PageServer();
beforeAll(async () => {
  server = await startTestServer({ linkPreviews: "on", linkPreviewAllowedHosts: "127.0.0.1" });
});
afterAll(async () => {
  await server.stop();
  await pages.stop();
});

test("[LINK-4] [INV-14] [SYNC-9] pages of any moment with the previews since equal the page fetched fresh", async () => {
  const ann = await newCaller(server, "ann");
  const { conversation } = await ann.socket.call("group.create", { memberIds: [] });
  const { id: conversationId } = conversation;
  const head = (await ann.socket.call("inbox.list", {})).heads[0];
  const snapshots: { messages: Message[]; rev: number }[] = [];
  const list = async (): Promise<Message[]> =>
    (await ann.socket.call("message.list", { conversationId })).messages;
  const keepPage = async () => {
    const { lastRev } = await ann.socket.call("sync.range", { conversationId, afterRev: 0, limit: 1 });
    snapshots.push({ messages: await list(), rev: lastRev });
  };
  const said = (path: string) => ({ type: "text", text: pages.page(path, `page ${path}`) });
  const send = async (path: string) => {
    const place = { conversationId, id: Bun.randomUUIDv7() };
    const { rev } = await ann.socket.call("message.send", { ...place, content: said(path) });
    await previewed(place.id, rev);
    return place;
  };
  const previewed = (id: string, after: number) =>
    ann.socket.push(
      ({ ev, id: of, rev }) => ev === "message.linkPreviewChanged" && of === id && Number(rev) > after,
    );
  const [edited, recalled] = [await send("/edited"), await send("/recalled")];
  await keepPage();
  const { rev } = await ann.socket.call("message.edit", { ...edited, content: said("/other") });
  await keepPage();
  await previewed(edited.id, rev);
  await ann.socket.call("message.recall", recalled);
  const dismissed = await send("/dismissed");
  await keepPage();
  await ann.socket.call("message.dismissPreview", dismissed);
  await keepPage();
  await send("/last");
  const fresh = await list();
  expect(fresh.map(({ linkPreview }) => linkPreview?.title)).toEqual([
    ...["page /other", undefined, undefined, "page /last"],
  ]);
  const { events } = await ann.socket.call("sync.range", { conversationId, afterRev: 0, limit: 500 });
  const pushed = ann.socket.pushes.filter((push) => push.conversationId === conversationId && "rev" in push);
  const live = pushed as unknown as EventFrame[];
  const fold = (history: History, of: readonly EventFrame[]) => of.reduce(applyEvent, history);
  // As it was told, and as it is told to who catches up.
  for (const told of [live, events as EventFrame[]]) {
    expect(fold(emptyHistory((told[0]?.rev ?? 1) - 1), told).slices[0]?.messages).toEqual(fresh);
  }
  for (const { messages, rev: at } of snapshots) {
    const slice = { fromSeq: 1, toSeq: messages.at(-1)?.seq ?? 0, messages };
    expect(fold(addSlice(emptyHistory(at), slice), live).slices[0]?.messages).toEqual(fresh);
    expect(addSlice(fold(emptyHistory(at), live), slice).slices[0]?.messages).toEqual(fresh);
  }
  const folded = live.reduce((now, event) => applyEventToHead(now, event, ann.user.user.id), head);
  expect(folded.lastMessage).toEqual((await ann.socket.call("inbox.list", {})).heads[0].lastMessage);
  ann.socket.close();
});
