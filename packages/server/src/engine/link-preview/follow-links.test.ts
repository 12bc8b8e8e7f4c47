import { expect, test } from "bun:test";
import { limits } from "@parley/protocol";
import { options } from "../../config/options.ts";
import type { Ports } from "../operation.ts";
import type { Reader, Transaction } from "../ports/store.ts";
import type { FollowedEvent } from "../ports/store-log-cursors.ts";
import { followLinks, type LinkTask } from "./follow-links.ts";

const now = 3_600_000;

function newFollower(linkPreviews: "off" | "on", events: readonly FollowedEvent[], isMore = false) {
  const added: LinkTask[] = [];
  const cursor = { isStarted: false, startCount: 0 };
  const logCursors = {
    isStarted: async () => cursor.isStarted,
    hasNews: async () => true,
    async start() {
      cursor.isStarted = true;
      cursor.startCount += 1;
    },
    take: async () => ({ events, isMore }),
  };
  const ports = { clock: { now: () => now }, options: { linkPreviews } } as unknown as Ports;
  const chore = followLinks((task) => added.push(task));
  return {
    ...{ added, cursor },
    isDue: () => chore.isDue?.({ reader: { logCursors } as unknown as Reader, ports }),
    run: () => chore.run({ tx: { logCursors } as unknown as Transaction, ports }),
  };
}

function event(
  name: FollowedEvent["name"],
  content: object,
  more: Partial<FollowedEvent> = {},
): FollowedEvent {
  const id = Bun.randomUUIDv7();
  const body = JSON.stringify(name === "message.sent" ? content : { seq: 1, id, content });
  return {
    ...{ conversationId: 1, rev: 1, name, actorId: 5, at: now, body },
    id: name === "message.sent" ? id : null,
    ...more,
  };
}
const text = (words: string) => ({ type: "text", text: words });
/** An address of so many characters. */
const longLink = (charCount: number) => "https://a.example/".padEnd(charCount, "x");

test("[LINK-1] where previews are off, as they are unless somebody switches them on, nothing is looked at", async () => {
  expect(options.linkPreviews.default).toBe("off");
  const { isDue } = newFollower("off", []);
  expect(await isDue()).toBe(false);
});

test("[LINK-1] switched on, it begins with what is said from then on, and is told what links to something", async () => {
  const link = "https://a.example/";
  const said = [
    event("message.sent", text(`see ${link}`)),
    event("message.edited", text(link)),
    event("message.finished", text(link)),
    event("message.sent", text(longLink(limits.linkPreviewUrlCharsMax))),
  ];
  const others = [
    event("message.sent", text("no link")),
    event("message.sent", text(longLink(limits.linkPreviewUrlCharsMax + 1))),
    event("message.sent", text(link), { actorId: 0 }),
    event("message.sent", text(link), { body: null }),
    event("message.sent", text(link), { at: now - 15 * 60_000 - 1 }),
    event("message.sent", { type: "encrypted", scheme: "x", payload: link }),
    event("message.sent", { type: "stream" }),
    event("message.edited", text(link), {
      body: JSON.stringify({ seq: 1, id: "x", content: null, note: link }),
    }),
    event("message.pinned", text(link)),
  ];
  const { added, cursor, isDue, run } = newFollower("on", [...said, ...others]);
  expect(await isDue()).toBe(true);
  expect(await run()).toBe(false);
  expect([cursor.startCount, added]).toEqual([1, []]);
  expect(await isDue()).toBe(true);
  expect(await run()).toBe(false);
  const longest = longLink(limits.linkPreviewUrlCharsMax);
  expect(added.map(({ url, senderId }) => [url, senderId])).toEqual(
    [link, link, link, longest].map((url) => [url, 5]),
  );
  expect(added[0]?.messageId).toBe(said[0]?.id ?? "");
  expect(cursor.startCount).toBe(1);
});

test("[LINK-1] what was said while previews were off is passed over at once", async () => {
  const old = Array.from({ length: 3 }, () => event("message.sent", text("https://a.example"), { at: 0 }));
  const { added, cursor, isDue, run } = newFollower("on", old, true);
  cursor.isStarted = true;
  await isDue();
  expect(await run()).toBe(false);
  expect([added, cursor.startCount]).toEqual([[], 1]);
});
