import { expect, test } from "bun:test";
import type { Fixture } from "./store-contract.ts";

/** Other ways in than a password: API keys, and requests to be signed in by another device. */
export function accessContract({ store, change, newUser }: Fixture): void {
  const newKey = (userId: number, createdAt: number, expiresAt: number | null = null) => ({
    ...{ id: Bun.randomUUIDv7(), userId, name: "key", scopes: ["message", "sync.heads"] },
    ...{ createdBy: userId, createdAt, expiresAt, lastUsedAt: null },
  });

  test("[DEV-20] [DEV-23] a key is found by its digest, with its user as that is now, until it is revoked", async () => {
    const userId = await newUser("holder");
    const [first, second] = [newKey(userId, 1), newKey(userId, 2, 50)];
    const digest = crypto.randomUUID();
    await change((tx) => tx.apiKeys.insert(first, digest));
    await change((tx) => tx.apiKeys.insert(second, crypto.randomUUID()));
    const { apiKeys } = store().reader;
    const holder = { keyId: first.id, userId, role: "user", scopes: first.scopes, expiresAt: null };
    expect(await apiKeys.findHolder(digest)).toEqual(holder as never);
    expect(await apiKeys.findHolder("another")).toBeNull();
    await change((tx) => tx.accounts.setRole(userId, "bot"));
    expect(await apiKeys.findHolder(digest)).toMatchObject({ role: "bot" });
    await change((tx) => tx.accounts.setEnabled(userId, false));
    expect(await apiKeys.findHolder(digest)).toBeNull();
    await change((tx) => tx.accounts.setEnabled(userId, true));
    expect(await apiKeys.list(userId)).toEqual([second, first]);
    expect(await change((tx) => tx.apiKeys.revoke(first.id, 9))).toBe(true);
    expect(await change((tx) => tx.apiKeys.revoke(first.id, 9))).toBe(false);
    expect(await apiKeys.findHolder(digest)).toBeNull();
    expect(await change((tx) => tx.apiKeys.find(first.id))).toBeNull();
    expect(await apiKeys.list(userId)).toEqual([second]);
  });

  test("[DEV-23] [DEV-24] keys that have run out are listed, and uses only grow", async () => {
    const userId = await newUser("holder");
    const [lasting, ending] = [newKey(userId, 1), newKey(userId, 2, 50)];
    for (const key of [lasting, ending]) await change((tx) => tx.apiKeys.insert(key, crypto.randomUUID()));
    const expired = async (now: number) =>
      (await change((tx) => tx.apiKeys.listExpired(now, 100))).filter((key) => key.userId === userId);
    expect(await expired(49)).toEqual([]);
    expect(await expired(50)).toEqual([{ id: ending.id, userId }]);
    for (const at of [7, 9, 8]) await change((tx) => tx.apiKeys.noteUse(lasting.id, at));
    expect(await change((tx) => tx.apiKeys.find(lasting.id))).toEqual({ ...lasting, lastUsedAt: 9 });
  });

  const newRequest = async (expiresAt = 100) => {
    const request = { id: Bun.randomUUIDv7(), device: null, address: "::1", createdAt: 1, expiresAt };
    await change((tx) => tx.signInRequests.insert(request, `digest of ${request.id}`));
    return request.id;
  };
  const own = (id: string, now = 5, digest = `digest of ${id}`) =>
    change((tx) => tx.signInRequests.findOwn(id, digest, now));

  test("[DEV-11] a request is answered once and completed once, in its time and with its secret alone", async () => {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const id = await newRequest();
    const answer = (userId: number, now = 5) =>
      change((tx) => tx.signInRequests.answer(id, "approved", userId, now));
    const complete = () => change((tx) => tx.signInRequests.complete(id));
    expect(await complete()).toBe(false);
    expect(await answer(ann, 100)).toBe(false);
    const { signInRequests } = store().reader;
    expect(await signInRequests.findPending(id, 99)).toMatchObject({ id, status: "pending", address: "::1" });
    expect(await signInRequests.findPending(id, 100)).toBeNull();
    const answers = await Promise.all([answer(ann), answer(bob), answer(ann)]);
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await signInRequests.findPending(id, 5)).toBeNull();
    expect((await own(id))?.status).toBe("approved");
    expect([await own(id, 5, "another"), await own(id, 100)]).toEqual([null, null]);
    const completions = await Promise.all([complete(), complete(), complete()]);
    expect(completions.filter(Boolean)).toHaveLength(1);
  });

  test("[DEV-13] [DEV-11] approvals are taken back by user, and what has run out is removed", async () => {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const [of, other, old] = [await newRequest(), await newRequest(), await newRequest(10)];
    await change((tx) => tx.signInRequests.answer(of, "approved", ann, 5));
    await change((tx) => tx.signInRequests.answer(other, "approved", bob, 5));
    await change((tx) => tx.signInRequests.cancelApproved(ann));
    expect([(await own(of))?.status, (await own(other))?.status]).toEqual(["refused", "approved"]);
    await change((tx) => tx.signInRequests.removeExpired(10));
    expect(await own(old, 0)).toBeNull();
    expect(await own(other, 0)).not.toBeNull();
  });
}
