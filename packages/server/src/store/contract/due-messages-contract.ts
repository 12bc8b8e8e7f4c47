import { expect, test } from "bun:test";
import type { Fixture } from "./store-contract.ts";

export function dueMessagesContract({ change, store }: Fixture): void {
  test("[AUTO-4] what is due is taken once, by one of many at once, and what is not due stays", async () => {
    const ids = Array.from({ length: 20 }, () => Bun.randomUUIDv7());
    const message = { conversationId: 1, senderId: 1, body: "{}" };
    await change(async (tx) => {
      for (const [index, id] of ids.entries())
        await tx.dueMessages.insert({ ...message, id, dueAt: 10 + index });
    });
    expect(await store().reader.dueMessages.hasDue(9)).toBe(false);
    expect(await store().reader.dueMessages.hasDue(10)).toBe(true);
    const take = (now: number, limit: number) => change((tx) => tx.dueMessages.take(now, limit));
    expect((await take(12, 2)).map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const taken = (await Promise.all(Array.from({ length: 6 }, () => take(28, 5)))).flat();
    const left = await take(28, 50);
    const all = [...taken, ...left].map(({ id }) => id);
    expect(new Set(all).size).toBe(all.length);
    expect(all.toSorted()).toEqual(ids.slice(2, 19).toSorted());
    expect(await store().reader.dueMessages.hasDue(28)).toBe(false);
    expect(await take(29, 5)).toEqual([{ ...message, id: ids[19] ?? "", dueAt: 29 }]);
  });
}
