import { expect, test } from "bun:test";
import type { Reader } from "../ports/store.ts";
import {
  blockOf,
  type IndexedMessage,
  lineOf,
  type MessageIndexReader,
} from "../ports/store-message-index.ts";
import { findMessages, firstAt } from "./find-messages.ts";
import { marksOf } from "./message-marks.ts";
import { parseQuery } from "./search-query.ts";

const messagesPerConversation = 32 * 1_200;

/** An index of large conversations in which each text is made when it is asked for; counts what is read. */
function largeIndex(
  conversations: number,
  textAt: (conversationId: number, rev: number) => string,
  sentAt = (conversationId: number, rev: number) => rev * conversations + conversationId,
) {
  const read = { blocks: 0, messages: 0 };
  const last = blockOf(messagesPerConversation - 1);
  const messageIndex: MessageIndexReader = {
    sources: async (_user, _conversation, sentUpTo) =>
      Array.from({ length: conversations }, (_, conversationId) => {
        const isNewest = sentAt(conversationId, last * 32) <= sentUpTo;
        const number = isNewest ? last : blockOf(Math.floor(sentUpTo / conversations));
        return { conversationId, number, lowest: 0, newestAt: sentAt(conversationId, number * 32 + 31) };
      }),
    blocks: async (ranges) =>
      ranges.flatMap(({ conversationId, low, high }) =>
        Array.from({ length: high - low + 1 }, (_, index) => {
          const number = high - index;
          read.blocks += 1;
          const revs = Array.from({ length: 32 }, (_, place) => number * 32 + place);
          const lines = revs.map((rev) => lineOf(rev, marksOf(textAt(conversationId, rev)))).join("");
          return { conversationId, number, newestAt: sentAt(conversationId, number * 32 + 31), lines };
        }),
      ),
    hasTakenChanges: async () => false,
    messages: async (places) =>
      places.map(({ conversationId, rev }): IndexedMessage => {
        read.messages += 1;
        const content = { type: "text", text: textAt(conversationId, rev) };
        return {
          conversationId,
          rev,
          sentAt: sentAt(conversationId, rev),
          text: JSON.stringify({ content }),
        };
      }),
  };
  return { reader: { messageIndex } as Reader, read };
}

function find(reader: Reader, query: string, behind = firstAt(Number.MAX_SAFE_INTEGER - 1)) {
  const text = parseQuery(query);
  if (text === null) throw new Error("nothing to look for");
  return findMessages(reader, {
    ...{ userId: 1, conversationId: null, text, behind },
    ...{ sentAfter: -1, limit: 20, admits: () => true },
  });
}

test("[SRCH-7] what nearly every message has is found in the newest blocks alone", async () => {
  const { reader, read } = largeIndex(50, () => "我们");
  const { found, next } = await find(reader, "我们");
  expect(found).toHaveLength(20);
  expect(next).not.toBeNull();
  expect(read.blocks).toBeLessThan(250);
});

test("[SRCH-7] a call that finds nothing reads so much and no more, and the next goes on below", async () => {
  const { reader, read } = largeIndex(20, () => "天气");
  const first = await find(reader, "我们");
  expect(first.found).toEqual([]);
  expect(read.blocks).toBeLessThan(8_000);
  const second = await find(reader, "我们", first.next ?? undefined);
  expect(second.next?.sentAt).toBeLessThan(first.next?.sentAt ?? 0);
});

test("[SRCH-7] messages that only look alike are read so much and no more", async () => {
  // Both pairs of the query, and never one after the other.
  const { reader, read } = largeIndex(20, () => "甲乙，乙丙");
  const { found, next } = await find(reader, "甲乙丙");
  expect(found).toEqual([]);
  expect(next).not.toBeNull();
  expect(read.messages).toBeLessThan(6_000);
});

test("[SRCH-7] all that is there is found in the end, in order, once", async () => {
  const { reader } = largeIndex(3, (conversationId, rev) => (rev % 997 === conversationId ? "我们" : "天气"));
  const places: string[] = [];
  const times: number[] = [];
  let behind = firstAt(Number.MAX_SAFE_INTEGER - 1);
  for (let isMore = true; isMore; ) {
    const { found, next } = await find(reader, "我们", behind);
    places.push(...found.map(({ conversationId, rev }) => `${conversationId}:${rev}`));
    times.push(...found.map(({ sentAt }) => sentAt));
    isMore = next !== null;
    behind = next ?? behind;
  }
  expect(places).toHaveLength(3 * Math.ceil(messagesPerConversation / 997));
  expect(new Set(places).size).toBe(places.length);
  expect(times).toEqual(times.toSorted((left, right) => right - left));
});

test("[SRCH-7] a cursor always leads on, also when everything was sent at one moment", async () => {
  const isHit = (conversationId: number, rev: number) => conversationId === 4 && rev === 5;
  const textAt = (conversationId: number, rev: number) => (isHit(conversationId, rev) ? "我们" : "天气");
  const { reader, read } = largeIndex(6, textAt, () => 77);
  const first = await find(reader, "我们");
  const second = await find(reader, "我们", first.next ?? undefined);
  expect([...first.found, ...second.found].map(({ rev }) => rev)).toEqual([5]);
  expect(second.next).toBeNull();
  expect(read.blocks).toBeGreaterThan(6_000);
});
