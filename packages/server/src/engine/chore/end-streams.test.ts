import { expect, test } from "bun:test";
import type { Ports } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import { endStreams } from "./end-streams.ts";

test("[STRM-4] a text that goes on while it is looked at is not ended", async () => {
  const stream = { conversationId: 1, rev: 2, messageId: "a", senderId: 3, text: "Hel" };
  const held: number[] = [];
  const tx = {
    conversations: { hold: async (id: number) => void held.push(id) },
    streams: { idle: async () => [stream], find: async () => ({ ...stream, text: "Hello" }) },
  } as unknown as Transaction;
  const ports = { clock: { now: () => 0 }, options: { sendHookUrl: "" } } as unknown as Ports;
  // Anything written would fail: there is no log.
  expect(await endStreams.run({ tx, ports }, new Map())).toBe(false);
  expect(held).toEqual([1]);
});
