import { expect, test } from "bun:test";
import type { StoredWebhook } from "../../engine/ports/store-webhooks.ts";
import type { Fixture } from "./store-contract.ts";

const newWebhook = (conversationId: number | null): StoredWebhook => ({
  ...{ id: Bun.randomUUIDv7(), conversationId, name: "hook", url: "https://hook.example/" },
  ...{ events: ["message.sent"], includesDirect: false, isEnabled: true, createdBy: 1, createdAt: 5 },
  ...{ failingSince: null, stoppedAt: null, secret: "sealed", oldSecret: null, oldSecretUntil: 0 },
  ...{ failureCount: 0, nextAttemptAt: 0 },
});

export function webhooksContract({ append, change, newGroup, newUser, store }: Fixture): void {
  test("[HOOK-3] a cursor takes what comes after its start once, in the order of each conversation", async () => {
    const userId = await newUser("follower");
    const conversationId = await newGroup([userId]);
    expect(await store().reader.logCursors.hasNews("link previews")).toBe(false);
    expect(await store().reader.logCursors.isStarted("link previews")).toBe(false);
    await change((tx) => tx.logCursors.start("link previews"));
    expect(await store().reader.logCursors.isStarted("link previews")).toBe(true);
    for (let index = 0; index < 25; index += 1) {
      await append({ conversationId, senderId: userId, text: `m${index}` });
    }
    const taken: { rev: number; body: string | null }[] = [];
    for (
      let round = 0;
      round < 100 && (await store().reader.logCursors.hasNews("link previews"));
      round += 1
    ) {
      const { events } = await change((tx) => tx.logCursors.take("link previews", 10));
      taken.push(
        ...events.filter((event) => event.conversationId === conversationId && event.name === "message.sent"),
      );
    }
    expect(taken.map(({ rev }) => rev)).toEqual(Array.from({ length: 25 }, (_, index) => index + 2));
    expect(taken[3]?.body).toBe('{"type":"text","text":"m3"}');
    // Started again, it is at the end.
    await append({ conversationId, senderId: userId, text: "left out" });
    await change((tx) => tx.logCursors.start("link previews"));
    expect((await change((tx) => tx.logCursors.take("link previews", 10))).events).toEqual([]);
  });

  test("[HOOK-3] of a webhook's lanes nobody gets one that another has claimed, and one alone while it fails", async () => {
    const webhook = newWebhook(null);
    await change((tx) => tx.webhooks.insert(webhook));
    expect(await store().reader.webhooks.find(webhook.id)).toEqual(webhook);
    for (let conversationId = 901; conversationId <= 906; conversationId += 1) {
      await change((tx) => tx.webhooks.extend(webhook.id, conversationId, 4, 9, 10));
    }
    await change((tx) => tx.webhooks.extend(webhook.id, 901, 2, 7, 10));
    expect(await store().reader.webhooks.hasDue(9)).toBe(false);
    const claim = (now: number) => change((tx) => tx.webhooks.claim(now, now + 100, 4));
    const claims = (await Promise.all([claim(10), claim(10), claim(10)])).flat();
    expect(new Set(claims.map(({ conversationId }) => conversationId)).size).toBe(claims.length);
    const lane = claims.find(({ conversationId }) => conversationId === 901);
    if (lane === undefined) throw new Error("the first lane was not claimed");
    expect(lane).toEqual({ webhookId: webhook.id, conversationId: 901, doneRev: 3, lastRev: 9, attempts: 0 });
    await change((tx) => tx.webhooks.release({ ...lane, doneRev: 9 }, 20));
    // Late: somebody else has told it on since.
    await change((tx) => tx.webhooks.release({ ...lane, doneRev: 5, attempts: 3 }, 20));
    // A claim that was never given back runs out.
    await change((tx) => tx.webhooks.update(webhook.id, { failureCount: 1 }));
    expect(await claim(500)).toHaveLength(1);
    expect(await claim(500)).toEqual([]);
    await change((tx) => tx.webhooks.update(webhook.id, { failureCount: 0, stoppedAt: 500 }));
    expect(await claim(1_000)).toEqual([]);
    expect(await store().reader.webhooks.hasDue(1_000)).toBe(false);
    await change((tx) => tx.webhooks.update(webhook.id, { stoppedAt: null }));
    const left = (await claim(1_000)).map(({ conversationId }) => conversationId);
    expect(left).toHaveLength(4);
    expect(left).not.toContain(901);
    expect(await change((tx) => tx.webhooks.forgetDone(21, 10))).toBe(1);
    await change((tx) => tx.webhooks.remove(webhook.id));
    expect(await claim(5_000)).toEqual([]);
  });

  test("[HOOK-6] what failed is listed, claimed for one more try, and goes with its webhook", async () => {
    const webhook = newWebhook(77);
    const failure = {
      webhookId: webhook.id,
      conversationId: 77,
      reason: "status 500",
      attempts: 3,
      failedAt: 9,
    };
    await change(async (tx) => {
      await tx.webhooks.insert(webhook);
      for (const rev of [5, 6, 7]) await tx.webhooks.addFailure({ ...failure, rev, retryAt: null });
    });
    const page = await store().reader.webhooks.failures(webhook.id, null, 2);
    expect(page.map(({ rev }) => rev)).toEqual([7, 6]);
    const [first] = await store().reader.webhooks.failures(webhook.id, page[1]?.id ?? 0, 2);
    if (first === undefined) throw new Error("the oldest failure is not listed");
    expect(await change((tx) => tx.webhooks.claimFailures(100, 200, 5))).toEqual([]);
    await change((tx) => tx.webhooks.setFailure(first.id, { retryAt: 50 }));
    expect(await store().reader.webhooks.hasDue(100)).toBe(true);
    const claim = () => change((tx) => tx.webhooks.claimFailures(100, 200, 5));
    const claimed = (await Promise.all([claim(), claim()])).flat();
    expect(claimed).toEqual([{ ...failure, id: first.id, rev: 5, retryAt: 200 }]);
    await change((tx) => tx.webhooks.removeFailure(first.id));
    expect(await store().reader.webhooks.countFailures(webhook.id)).toBe(2);
    expect((await store().reader.webhooks.listFollowing([77])).map(({ id }) => id)).toContain(webhook.id);
    expect(await store().reader.webhooks.listFollowing([78])).toEqual([]);
    await change((tx) => tx.webhooks.remove(webhook.id));
    expect(await store().reader.webhooks.countFailures(webhook.id)).toBe(0);
  });
}
