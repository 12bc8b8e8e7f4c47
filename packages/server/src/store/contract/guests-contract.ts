import { expect, test } from "bun:test";
import type { Fixture } from "./store-contract.ts";

const hourMs = 3_600_000;

/** Guests, and when people were last there. */
export function guestsContract(fixture: Fixture): void {
  const { store, change } = fixture;
  let counter = 0;

  /** A guest who came at the given time, with a secret of its own. */
  async function newGuest(now: number): Promise<{ userId: number; digest: string }> {
    const name = `guest_${Bun.randomUUIDv7()}_${counter++}`;
    const digest = `digest of ${name}`;
    const userId = await change(async (tx) => {
      const names = { username: name, usernameKey: name, nickname: name };
      const user = { uuid: Bun.randomUUIDv7(), ...names, role: "guest", passwordHash: null } as const;
      const id = await tx.users.insert({ ...user, createdAt: now });
      if (id === null) throw new Error("the guest's name is taken");
      await tx.guests.setSecret(id, digest, "de", now);
      return id;
    });
    return { userId, digest };
  }

  const unused = (activeBefore: number, limit = 100) =>
    change((tx) => tx.guests.listUnused(activeBefore, limit));
  const note = (userIds: readonly number[], now: number) => change((tx) => tx.activity.note(userIds, now));

  test("[GUE-2] a guest is found by the digest of its secret, and by nothing else", async () => {
    const { userId, digest } = await newGuest(1_000);
    const { guests } = store().reader;
    expect(await guests.findBySecret(digest)).toEqual({ userId, mergedInto: null });
    expect(await guests.findBySecret(digest.toUpperCase())).toBeNull();
    expect(await guests.findBySecret("")).toBeNull();
  });

  test("[GUE-9] being there is noted at most once an hour", async () => {
    const [{ userId }, other] = [await newGuest(1 * hourMs), await newGuest(1 * hourMs)];
    const isUnused = (activeBefore: number) => change((tx) => tx.guests.isUnused(userId, activeBefore));
    await note([userId], 2 * hourMs);
    expect(await isUnused(1 * hourMs + 1)).toBe(true);
    await note([userId, 999_999_999], 2 * hourMs + 1);
    expect(await isUnused(2 * hourMs + 1)).toBe(false);
    expect(await isUnused(2 * hourMs + 2)).toBe(true);
    await note([], 9 * hourMs);
    expect(await change((tx) => tx.guests.isUnused(other.userId, 1 * hourMs + 1))).toBe(true);
  });

  test("[GUE-10] the longest gone come first, users never and the deleted no more", async () => {
    const user = await fixture.newUser("member");
    const [late, early, middle] = [await newGuest(30), await newGuest(10), await newGuest(20)];
    expect(await unused(40)).toEqual([early.userId, middle.userId, late.userId]);
    expect(await unused(40, 2)).toEqual([early.userId, middle.userId]);
    expect(await unused(20)).toEqual([early.userId]);
    const name = `deleted-${early.userId}`;
    const left = { username: name, usernameKey: name, nickname: name, nicknameKey: name, deletedAt: 50 };
    await change((tx) => tx.accounts.erase(early.userId, { ...left, uuid: Bun.randomUUIDv7() }));
    expect(await unused(40)).toEqual([middle.userId, late.userId]);
    expect(await change((tx) => tx.guests.isUnused(early.userId, 40))).toBe(false);
    expect(await store().reader.guests.findBySecret(early.digest)).toBeNull();
    expect(await change((tx) => tx.guests.isUnused(user, 40))).toBe(false);
  });
}
