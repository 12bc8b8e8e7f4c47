import { expect, test } from "bun:test";
import type { CodeKey } from "../../engine/ports/store-credentials.ts";
import { type Fixture, insertGroup } from "./store-contract.ts";

/** Addresses, codes, invitations, what is exported and what is erased. */
export function credentialsContract(fixture: Fixture): void {
  const { store, change, newUser, append } = fixture;
  const unique = (name: string) => `${name}-${Bun.randomUUIDv7()}`;

  test("[ACC-30] [ACC-35] an address is one user's, and finds that user", async () => {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const address = `${unique("a")}@x.test`;
    const set = (userId: number) => change((tx) => tx.credentials.setEmail(userId, address, address));
    expect(await set(ann)).toBe(true);
    expect(await set(ann)).toBe(true);
    expect(await set(bob)).toBe(false);
    expect(await store().reader.credentials.findByEmail(address)).toMatchObject({ id: ann });
    expect(await store().reader.credentials.findByEmail("nobody@x.test")).toBeNull();
    expect(await store().reader.credentials.findAddress(ann)).toMatchObject({ email: address });
    expect(await store().reader.credentials.findAddress(bob)).toMatchObject({ email: null });
  });

  test("[ACC-1] [ACC-40] of many who take a name or an address at once, one gets it", async () => {
    const userIds = await Promise.all(Array.from({ length: 8 }, () => newUser("racer")));
    const [name, address] = [unique("name"), `${unique("race")}@x.test`];
    const takes = (take: (userId: number) => Promise<boolean>) =>
      // Who was refused throws: on PostgreSQL its transaction is over.
      Promise.all(userIds.map((userId) => take(userId).catch(() => false)));
    const orThrow = (isSet: boolean) => {
      if (!isSet) throw new Error("taken");
      return true;
    };
    const names = await takes((userId) =>
      change(async (tx) => orThrow(await tx.credentials.setUsername(userId, name, name))),
    );
    const addresses = await takes((userId) =>
      change(async (tx) => orThrow(await tx.credentials.setEmail(userId, address, address))),
    );
    expect([names.filter(Boolean), addresses.filter(Boolean)]).toEqual([[true], [true]]);
    expect(await store().reader.users.findByUsernameKey(name)).not.toBeNull();
  });

  test("[ACC-35] a name that is one user's username and another's phone number finds the first", async () => {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const digits = String(Date.now()).slice(0, 13);
    await change((tx) => tx.credentials.setUsername(ann, digits, digits));
    const { findByName } = store().reader.credentials;
    expect(await findByName(digits, digits)).toMatchObject({ id: ann });
    expect(await findByName("nobody at all", "nobody")).toBeNull();
    expect(bob).not.toBe(ann);
  });

  const open = async (overrides: { tries?: number; expiresAt?: number } = {}): Promise<CodeKey> => {
    const key = { purpose: "reset", addressKey: unique("address") } as const;
    await change((tx) =>
      tx.codes.put({ ...key, digest: "d", tries: 5, sentAt: 1, expiresAt: 1_000, ...overrides }),
    );
    return key;
  };

  test("[ACC-23] [SEC-18] of 1,000 who try one code at once, five are told what to compare with", async () => {
    const key = await open();
    const tries = await Promise.all(
      Array.from({ length: 1_000 }, () => change((tx) => tx.codes.takeTry(key, 500))),
    );
    expect(tries.filter((digest) => digest !== null)).toEqual(["d", "d", "d", "d", "d"]);
    expect(await store().reader.codes.isOpen(key, 500)).toBe(false);
  }, 60_000);

  test("[ACC-22] [ACC-23] [ACC-24] a code ends with its time, a newer one or its use, and is then removed", async () => {
    const key = await open();
    const { isOpen } = store().reader.codes;
    expect([await isOpen(key, 999), await isOpen(key, 1_000)]).toEqual([true, false]);
    expect(await isOpen({ ...key, purpose: "register" }, 999)).toBe(false);
    expect(await change((tx) => tx.codes.takeTry(key, 1_000))).toBeNull();
    await change((tx) => tx.codes.put({ ...key, digest: "e", tries: 5, sentAt: 2, expiresAt: 2_000 }));
    expect(await change((tx) => tx.codes.takeTry(key, 1_500))).toBe("e");
    await change((tx) => tx.codes.remove(key));
    expect(await change((tx) => tx.codes.takeTry(key, 1_500))).toBeNull();

    const ended = [await open({ expiresAt: 10 }), await open({ expiresAt: 11 })];
    const kept = await open({ expiresAt: 12 });
    expect(await change((tx) => tx.codes.removeEnded(11, 1))).toBe(1);
    expect(await change((tx) => tx.codes.removeEnded(11, 10))).toBe(1);
    expect(await Promise.all([...ended, kept].map((one) => isOpen(one, 0)))).toEqual([false, false, true]);
  });

  test("[ACC-33] an invitation is used as often as it says, by however many at once, until its end", async () => {
    const createdBy = await newUser("admin");
    const invite = async (overrides: { uses?: number; expiresAt?: number } = {}) => {
      const [id, codeDigest] = [Bun.randomUUIDv7(), unique("invite")];
      const standard = { note: null, createdBy, createdAt: 1, expiresAt: 1_000, uses: 3 };
      await change((tx) => tx.registrationInvites.insert({ id, codeDigest, ...standard, ...overrides }));
      return { id, codeDigest };
    };
    const use = (codeDigest: string, now = 500) =>
      change((tx) => tx.registrationInvites.takeUse(codeDigest, now));
    const first = await invite();
    const uses = await Promise.all(Array.from({ length: 20 }, () => use(first.codeDigest)));
    expect(uses.filter(Boolean)).toHaveLength(3);
    const second = await invite();
    expect(await use(second.codeDigest, 1_000)).toBe(false);
    expect(await store().reader.registrationInvites.isOpen(second.codeDigest, 999)).toBe(true);
    const revoked = await change((tx) => tx.registrationInvites.revoke(second.id, 600));
    expect(revoked).toMatchObject({ id: second.id, usesLeft: 3, revokedAt: 600 });
    expect(await change((tx) => tx.registrationInvites.revoke(second.id, 700))).toEqual(revoked);
    expect(await use(second.codeDigest, 599)).toBe(false);
    expect(await change((tx) => tx.registrationInvites.revoke(Bun.randomUUIDv7(), 1))).toBeNull();
    const listed = await store().reader.registrationInvites.list(null, 2);
    expect(listed.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(await store().reader.registrationInvites.list(second.id, 1)).toMatchObject([{ id: first.id }]);
    expect(JSON.stringify(listed)).not.toContain("invite-");
  });

  test("[ACC-43] [ACC-44] a sender's own messages of a conversation are found in parts, and no other's", async () => {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const conversationId = await change((tx) => insertGroup(tx, [ann, bob]));
    for (const senderId of [ann, bob, ann, bob, ann]) await append({ conversationId, senderId });
    const own = async (afterRev: number, uptoRev: number, limit: number) => {
      const range = { conversationId, userId: ann, afterRev, uptoRev, limit };
      const texts = await store().reader.log.ownMessages(range);
      return texts.map((text) => JSON.parse(text) as { rev: number; senderId: number });
    };
    expect((await own(0, 100, 10)).map(({ rev }) => rev)).toEqual([2, 4, 6]);
    expect((await own(0, 5, 10)).map(({ rev }) => rev)).toEqual([2, 4]);
    expect((await own(2, 100, 1)).map(({ rev }) => rev)).toEqual([4]);
    expect(await store().reader.ownRecords.nextConversation(ann, 0)).toEqual({
      id: conversationId,
      lastRev: 6,
    });
    expect(await store().reader.ownRecords.nextConversation(ann, conversationId)).toBeNull();

    await change((tx) => tx.erasures.beginMessages(ann));
    const erasure = await change((tx) => tx.erasures.next());
    expect(erasure).toMatchObject({ userId: ann, conversationId, kind: "group", afterRev: 0, lastRev: 6 });
    if (erasure === null) return;
    await change((tx) => tx.erasures.advance(erasure, 4));
    expect(await change((tx) => tx.erasures.next())).toMatchObject({ afterRev: 4 });
    await change((tx) => tx.erasures.end(erasure));
    expect(await change((tx) => tx.erasures.next())).toBeNull();
  });
}
