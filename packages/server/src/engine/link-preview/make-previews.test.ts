import { expect, test } from "bun:test";
import type { Ports } from "../operation.ts";
import type { PageAnswer } from "../ports/pages.ts";
import type { Reader } from "../ports/store.ts";
import { createPreviewMaker } from "./make-previews.ts";
import { createPreviewCache } from "./preview-cache.ts";

/** The part of a server that looks up, with pages that are answered when the test says so. */
function newMaker() {
  const asked: string[] = [];
  const answers: ((answer: PageAnswer) => void)[] = [];
  const outcomes: string[] = [];
  const links = new Map<string, string>();
  const taken: string[] = [];
  const { add, chore } = createPreviewMaker();
  const reader = {
    log: {
      findMessage: async (_: number, id: string) => ({
        ...{ rev: 1, seq: 1, senderId: 1, sentAt: 0, recalledRev: null, extra: null },
        body: JSON.stringify({ type: "text", text: links.get(id) }),
      }),
    },
  } as unknown as Reader;
  const ports = {
    clock: { now: () => 0 },
    rateLimits: {
      take(name: string, caller: number | string) {
        taken.push(`${name} ${caller}`);
        return caller === 13 ? 1 : 0;
      },
    },
    pages: {
      readPage: (url: string) =>
        new Promise<PageAnswer>((resolve) => {
          asked.push(url);
          answers.push(resolve);
        }),
    },
    notePreview: (outcome: string) => outcomes.push(outcome),
  } as unknown as Ports;
  return {
    ...{ answers, asked, outcomes, taken },
    add(url: string, senderId = 1) {
      const messageId = Bun.randomUUIDv7();
      links.set(messageId, url);
      add({ conversationId: 1, messageId, senderId, url });
    },
    async round() {
      await chore.prepare?.({ reader, ports });
      await Bun.sleep(0);
    },
  };
}

test("[LINK-8] at most four links are looked up at a time, one of each host", async () => {
  const { add, answers, asked, round } = newMaker();
  for (const path of ["a", "b"]) add(`https://one.example/${path}`);
  for (const host of ["two", "three", "four", "five"]) add(`https://${host}.example/`);
  for (const _ of [1, 2]) await round();
  const first = ["https://one.example/a", "https://two.example/", "https://three.example/"];
  expect(asked).toEqual([...first, "https://four.example/"]);
  answers[0]?.({ ok: false, reason: "refused" });
  await Bun.sleep(0);
  await round();
  expect(asked.at(-1)).toBe("https://one.example/b");
  expect(asked).toHaveLength(5);
});

test("[LINK-8] what one author and one host are asked for is limited, what is known is not asked for again", async () => {
  const { add, answers, asked, outcomes, round, taken } = newMaker();
  add("https://one.example/", 13);
  await round();
  expect([asked, outcomes]).toEqual([[], ["limited"]]);
  add("https://one.example/", 2);
  await round();
  expect(taken.slice(-2)).toEqual(["link previews of an author 2", "link previews of a host one.example"]);
  answers[0]?.({ ok: false, reason: "no_page" });
  await Bun.sleep(0);
  add("https://one.example/", 2);
  await round();
  expect(asked).toHaveLength(1);
  expect(outcomes).toEqual(["limited", "no_page"]);
});

test("[LINK-8] what was found is known for ten minutes, what was not for one, and no more than some of it", () => {
  const cache = createPreviewCache();
  const preview = { url: "a", title: "t" };
  cache.keep("a", preview, 0);
  cache.keep("b", null, 0);
  expect([cache.find("a", 59_999), cache.find("b", 59_999), cache.find("c", 0)]).toEqual([
    preview,
    null,
    undefined,
  ]);
  expect([cache.find("a", 599_999), cache.find("b", 60_000)]).toEqual([preview, undefined]);
  expect(cache.find("a", 600_000)).toBeUndefined();
  for (let index = 0; index <= 200; index += 1) cache.keep(`u${index}`, preview, 0);
  expect([cache.find("u0", 1), cache.find("u1", 1)]).toEqual([undefined, preview]);
});
