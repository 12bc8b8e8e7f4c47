import { expect, test } from "bun:test";
import type { Fixture } from "./store-contract.ts";

export function feedsContract({ append, change, newUser, store }: Fixture): void {
  test("[FEED-1] a user has one feed, however many ask for it at once", async () => {
    const userId = await newUser("nat");
    const opened = await Promise.all(
      Array.from({ length: 5 }, () => change((tx) => tx.feeds.open(userId, 1))),
    );
    expect(new Set(opened.map((feed) => feed?.conversationId)).size).toBe(1);
    expect(opened.filter((feed) => feed?.isNew)).toHaveLength(1);
    expect(await change((tx) => tx.feeds.open(999_999_999, 1))).toBeNull();
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
