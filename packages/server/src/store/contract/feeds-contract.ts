import { expect, test } from "bun:test";
import type { Fixture } from "./store-contract.ts";

export function feedsContract({ append, change, newGroup, newUser, store }: Fixture): void {
  test("[FEED-1] a user has one feed, however many ask for it at once", async () => {
    const userId = await newUser("nat");
    const opened = await Promise.all(
      Array.from({ length: 5 }, () => change((tx) => tx.feeds.open(userId, 1))),
    );
    expect(new Set(opened.map((feed) => feed?.conversationId)).size).toBe(1);
    expect(opened.filter((feed) => feed?.isNew)).toHaveLength(1);
    expect(await change((tx) => tx.feeds.open(999_999_999, 1))).toBeNull();
  });

  test("[FEED-1] [SYNC-3] several events of one conversation have one number after the other, in their order", async () => {
    const ann = await newUser("ann");
    const conversationId = await newGroup([ann]);
    const rows = async (afterRev: number) =>
      (await store().reader.log.range(conversationId, afterRev, 10)).map((text) => JSON.parse(text));
    const before: number = (await rows(0)).at(-1)?.rev ?? 0;
    const texts = ["first", 'with "marks", \\ and 茶', "last"];
    const eventOf = (text: string, at: number) => ({
      ...{ conversationId, name: "conversation.updated" as const, actorId: ann, at },
      body: JSON.stringify({ changes: { name: text } }),
    });
    await change(async (tx) => {
      await tx.log.appendEach(conversationId, texts.map(eventOf));
      await tx.log.append(eventOf("after", 9));
    });
    const events = await rows(before);
    expect(events.map(({ rev, at, actorId, changes }) => [rev, at, actorId, changes.name])).toEqual([
      ...texts.map((text, index) => [before + 1 + index, index, ann, text]),
      [before + texts.length + 1, 9, ann, "after"],
    ]);
    const nowhere = change((tx) => tx.log.appendEach(999_999_999, [eventOf("x", 1)]));
    expect(await nowhere.catch(() => "refused")).toBe("refused");
  });

  test("[FEED-2] a feed is in the heads and in no inbox, and nobody writes in it", async () => {
    const userId = await newUser("nat");
    const conversationId = await change(async (tx) => {
      const feed = await tx.feeds.open(userId, 1);
      if (feed === null) throw new Error("no feed");
      await tx.members.insert(feed.conversationId, [{ userId, role: "member", status: "muted" }], 1);
      return feed.conversationId;
    });
    const { inbox } = store().reader;
    expect((await inbox.page(userId, null, 10)).heads).toEqual([]);
    const changed = await inbox.changedSince(userId, null, 10);
    expect(changed?.heads.map((head) => head.position.conversationId)).toEqual([conversationId]);
    expect(await append({ conversationId, senderId: userId })).toEqual({ status: "not_allowed" });
  });
}
