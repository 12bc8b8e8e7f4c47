import { expect, test } from "bun:test";
import type { Fixture } from "./store-contract.ts";

/** What contents of messages need besides the log: forwards, votes, texts that are being written. */
export function contentsContract({ change, newUser, store }: Fixture): void {
  test("[FWD-5] what an original said goes from everything that shows it, and nothing else does", async () => {
    const from = { senderId: 1, sentAt: 5, originConversationId: 901 };
    const message = (place: number, originRev: number) => {
      return { ...from, place, originRev, body: `{"number":${originRev}}` };
    };
    const [one, other] = [
      { conversationId: 902, rev: 3, messageId: "a" },
      { conversationId: 903, rev: 7, messageId: "b" },
    ];
    await change(async (tx) => {
      await tx.forwardedMessages.insert(one, [message(2, 12), message(1, 11)]);
      await tx.forwardedMessages.insert(other, [message(1, 11)]);
    });
    const { forwardedMessages } = store().reader;
    expect(await forwardedMessages.list(902, 3, 0, 9)).toEqual([message(1, 11), message(2, 12)]);
    expect(await forwardedMessages.list(902, 3, 1, 9)).toEqual([message(2, 12)]);
    expect(await change((tx) => tx.forwardedMessages.hold(902, 3))).toEqual([message(1, 11), message(2, 12)]);
    const erased = await change((tx) => tx.forwardedMessages.eraseOrigin(901, 11));
    const body = message(1, 11).body;
    expect(erased.toSorted((left, right) => left.rev - right.rev)).toEqual([
      { ...one, body },
      { ...other, body },
    ]);
    expect(await change((tx) => tx.forwardedMessages.eraseOrigin(901, 11))).toEqual([]);
    expect(await forwardedMessages.list(902, 3, 0, 9)).toEqual([
      { ...message(1, 11), body: null },
      message(2, 12),
    ]);
    await change((tx) => tx.forwardedMessages.remove(902, 3));
    expect(await forwardedMessages.list(902, 3, 0, 9)).toEqual([]);
    expect(await forwardedMessages.list(903, 7, 0, 9)).toHaveLength(1);
  });

  test("[POLL-2] [POLL-4] a vote takes the place of the one before, and voters come by number, in pages", async () => {
    const set = (userId: number, choice: number) =>
      change((tx) => tx.pollVotes.set(910, 2, { userId, choice }));
    for (const [userId, choice] of [
      [5, 1],
      [3, 3],
      [4, 2],
      [5, 2 ** 19 + 1],
      [6, 1],
      [6, 0],
    ] as const) {
      await set(userId, choice);
    }
    const { pollVotes } = store().reader;
    expect(await pollVotes.find(910, 2, 5)).toBe(2 ** 19 + 1);
    expect(await pollVotes.find(910, 2, 6)).toBeNull();
    const page = { afterUserId: 0, limit: 9 };
    expect(await pollVotes.voters(910, 2, 0, page)).toEqual([3, 5]);
    expect(await pollVotes.voters(910, 2, 19, page)).toEqual([5]);
    expect(await pollVotes.voters(910, 2, 0, { afterUserId: 3, limit: 1 })).toEqual([5]);
    await change((tx) => tx.pollVotes.remove(910, 2));
    expect(await pollVotes.voters(910, 2, 0, page)).toEqual([]);
  });

  test("[STRM-2] [STRM-4] a text grows at its end, is idle when nobody writes, and leaves when it is whole", async () => {
    const senderId = await newUser("bot");
    const stream = { conversationId: 920, rev: 4, messageId: "c", senderId, text: "" };
    await change((tx) => tx.streams.insert(stream, 100));
    await change((tx) => tx.streams.append(920, 4, "a'b", 200));
    await change((tx) => tx.streams.append(920, 4, "ä", 300));
    const { streams } = store().reader;
    expect(await streams.find(920, 4)).toEqual({ ...stream, text: "a'bä" });
    expect([await streams.hasIdle(300), await streams.hasIdle(301)]).toEqual([false, true]);
    expect(await change((tx) => tx.streams.idle(301, 5))).toEqual([{ ...stream, text: "a'bä" }]);
    expect(await change((tx) => tx.streams.count(senderId))).toBe(1);
    await change((tx) => tx.streams.end(920, 4, 9));
    expect([await streams.find(920, 4), await streams.hasIdle(301)]).toEqual([null, false]);
    expect(await change((tx) => tx.streams.count(senderId))).toBe(0);
    expect(await change((tx) => tx.streams.remove(920, 4))).toBe(9);
    expect(await change((tx) => tx.streams.remove(920, 4))).toBeNull();
  });
}
