import { expect, test } from "bun:test";
import type { MessageContent } from "@parley/protocol";
import { findMessages, firstAt, type MessageQuery } from "../../engine/search/find-messages.ts";
import { indexMessages } from "../../engine/search/index-messages.ts";
import { messageIndexVersion } from "../../engine/search/message-marks.ts";
import { parseQuery } from "../../engine/search/search-query.ts";
import { type Fixture, testMessage } from "./store-contract.ts";

const corpus = [
  "今天天气很好，我们去公园吧",
  "我们明天开会讨论项目计划",
  "项目計畫已经完成",
  "東京タワーへ行きました",
  "コーヒーを飲みましょう",
  "ｺｰﾋｰ（半角）",
  "서울에서 만나요",
  "회의는 내일 오전입니다",
  "Hello world, this is a Parley test",
  "HELLO again: résumé attached",
  "iPhone手机的电池坏了",
  "買了 iPhone 15 Pro，价格 ¥8,999",
  "Ｆｕｌｌｗｉｄｔｈ　text",
  "好",
  "👍 great 🎉",
  "สวัสดีครับ",
  "Straße and STRASSE",
  "don't panic",
] as const;

/** What of the corpus each query finds, by number; the same on both databases because it is written here. */
const expected: readonly [query: string, found: readonly number[]][] = [
  ["我们", [0, 1]],
  ["项目", [1, 2]],
  ["天气很好", [0]],
  ["天好", []],
  ["好", [0, 13]],
  ["了", [10, 11]],
  ["龘", []],
  ["東京", [3]],
  ["タワー", [3]],
  ["ましょ", [4]],
  ["コーヒー", [4, 5]],
  ["ｺｰﾋｰ", [4, 5]],
  ["서울", [6]],
  ["내일 회의", [7]],
  ["회의는", [7]],
  ["요", [6]],
  ["hello", [8, 9]],
  ["HELLO world", [8]],
  ["world hello", [8]],
  ["hel", [8, 9]],
  ["he", []],
  ["is", [8]],
  ["ello", []],
  ["resume", [9]],
  ["RÉSUMÉ", [9]],
  ["iphone", [10, 11]],
  ["iphone手机", [10]],
  ["手机 iphone", [10]],
  ["iphone 15", [11]],
  ["8,999", [11]],
  ["999", [11]],
  ["fullwidth", [12]],
  ["👍", [14]],
  ["🎉 great", [14]],
  ["สวัส", [15]],
  ["strasse", [16]],
  ["don't", [17]],
  ["don", [17]],
  ["nothing", []],
  ["%", []],
  ["！！", []],
];

export function messageIndexContract(fixture: Fixture): void {
  const { store, indexer, change, append, newUser, newGroup } = fixture;
  const indexAll = () => indexMessages(indexer());

  async function search(userId: number, query: string, more: Partial<MessageQuery> = {}) {
    const text = parseQuery(query);
    if (text === null) return { found: [], next: null };
    return findMessages(store().reader, {
      ...{ userId, conversationId: null, text, behind: firstAt(Number.MAX_SAFE_INTEGER - 1) },
      ...{ sentAfter: -1, limit: 50, admits: () => true, ...more },
    });
  }

  const textOf = (content: MessageContent | null) => (content?.type === "text" ? content.text : "");
  async function textsFound(userId: number, query: string, more: Partial<MessageQuery> = {}) {
    return (await search(userId, query, more)).found.map(({ message }) => textOf(message.content));
  }

  test("[SRCH-1] [SRCH-2] [SRCH-3] Chinese, Japanese, Korean, English and mixed texts are found, and nothing else", async () => {
    const user = await newUser("searcher");
    const groups = [await newGroup([user]), await newGroup([user])];
    for (const [index, text] of corpus.entries()) {
      await append({ conversationId: groups[index % 2] ?? 0, senderId: user, text, sentAt: 1_000 + index });
    }
    await indexAll();
    for (const [query, numbers] of expected) {
      const texts = numbers.map((number) => corpus[number] ?? "").toReversed();
      expect([query, await textsFound(user, query)]).toEqual([query, texts]);
    }
  });

  test("[SRCH-5] [SRCH-7] pages of many conversations follow each other without a gap or a double, newest first", async () => {
    const user = await newUser("pager");
    const groups = await Promise.all(Array.from({ length: 12 }, () => newGroup([user])));
    const messages = Array.from({ length: 900 }, (_, index) =>
      testMessage({
        ...{ conversationId: groups[(index * index) % groups.length] ?? 0, senderId: user },
        ...{ text: index % 3 === 0 ? `会议 ${index}` : `其他 ${index}`, sentAt: 5_000 + (index >> 1) },
      }),
    );
    await store().commit(messages.map((message) => ({ kind: "append", message }) as const));
    await indexAll();
    const pages: string[] = [];
    let behind = firstAt(Number.MAX_SAFE_INTEGER - 1);
    for (let isMore = true; isMore; ) {
      const { found, next } = await search(user, "会议", { behind, limit: 7 });
      pages.push(...found.map(({ message }) => textOf(message.content)));
      isMore = next !== null;
      behind = next ?? behind;
    }
    expect(new Set(pages).size).toBe(300);
    expect(pages).toHaveLength(300);
    const times = pages.map((text) => Number(text.split(" ")[1]) >> 1);
    expect(times).toEqual(times.toSorted((left, right) => right - left));
    expect(await textsFound(user, "会议", { sentAfter: 5_447 })).toEqual(["会议 897"]);
    const only = await search(user, "会议", { conversationId: groups[9] ?? 0, limit: 500 });
    expect(new Set(only.found.map((place) => place.conversationId))).toEqual(new Set([groups[9] ?? 0]));
  });

  test("[SRCH-6] who is in no conversation with it finds nothing, by whatever query", async () => {
    const [member, stranger] = [await newUser("inside"), await newUser("outside")];
    const conversationId = await newGroup([member]);
    await append({ conversationId, senderId: member, text: "围墙里面" });
    await indexAll();
    expect(await textsFound(member, "围墙")).toEqual(["围墙里面"]);
    expect(await textsFound(stranger, "围墙")).toEqual([]);
    expect(await textsFound(stranger, "围墙", { conversationId })).toEqual([]);
  });

  test("[SRCH-10] [INV-12] what is erased is not found from then on, and its line leaves with the next part, before and after it is indexed", async () => {
    const user = await newUser("eraser");
    const conversationId = await newGroup([user]);
    const send = async (text: string) => {
      const id = Bun.randomUUIDv7();
      await append({ conversationId, senderId: user, id, text });
      return id;
    };
    const [first, marker, last] = [
      await send("头一句话"),
      await send("秘密标记 alpha"),
      await send("末一句话"),
    ];
    await indexAll();
    const linesOf = async () =>
      (
        await store().reader.messageIndex.blocks([{ conversationId, low: 0, high: 1 }], {
          marks: [],
          sentUpTo: 9_999,
        })
      )
        .map(({ lines }) => lines)
        .join("");
    const before = await linesOf();
    await change((tx) => tx.log.eraseMessage(conversationId, marker, 5, 50));
    expect(await textsFound(user, "秘密")).toEqual([]);
    await indexAll();
    expect((await linesOf()).split("\n")).toEqual(
      before.split("\n").filter((line) => !line.startsWith("3:")),
    );
    expect(await textsFound(user, "秘密")).toEqual([]);
    expect(await textsFound(user, "句话")).toEqual(["末一句话", "头一句话"]);
    const unseen = await send("秘密标记 beta");
    await change((tx) => tx.log.eraseMessage(conversationId, unseen, 6, 50));
    await indexAll();
    expect(await textsFound(user, "秘密")).toEqual([]);
    for (const id of [first, last]) await change((tx) => tx.log.eraseMessage(conversationId, id, 7, 50));
    await indexAll();
    expect(await linesOf()).toBe("");
    await change((tx) => tx.messageIndex.forgetTakenChanges());
    expect(await store().reader.messageIndex.hasTakenChanges()).toBe(false);
  });

  test("[SRCH-8] taken twice at once, each message has one line", async () => {
    const user = await newUser("twice");
    const conversationId = await newGroup([user]);
    for (let index = 0; index < 40; index += 1)
      await append({ conversationId, senderId: user, text: `并发 ${index}` });
    await Promise.all([indexAll(), indexAll(), indexAll()]);
    const blocks = await store().reader.messageIndex.blocks([{ conversationId, low: 0, high: 9 }], {
      ...{ marks: [], sentUpTo: 9_999 },
    });
    const revs = blocks.flatMap(({ lines }) =>
      [...(lines ?? "").matchAll(/\n(\d+):/g)].map(([, rev]) => Number(rev)),
    );
    expect(revs.toSorted((left, right) => left - right)).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 2),
    );
  });

  test("[SRCH-9] an index of another version is made anew", async () => {
    const user = await newUser("renewer");
    const conversationId = await newGroup([user]);
    await append({ conversationId, senderId: user, text: "版本更新" });
    await indexAll();
    const take = () => indexer().part((part) => part.take(messageIndexVersion + 1, 10));
    let taken = await take();
    while (taken.messages.length === 0 && taken.isMore) taken = await take();
    expect(taken.messages[0]).toMatchObject({ rev: 2 });
    await indexAll();
    expect(await textsFound(user, "版本")).toEqual(["版本更新"]);
  });
}
