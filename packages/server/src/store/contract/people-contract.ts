import { expect, test } from "bun:test";
import type { User } from "@parley/protocol";
import { type Fixture, insertUser } from "./store-contract.ts";

/** Users, sessions, settings. */
export function peopleContract(fixture: Fixture): void {
  const { store, change, newUser } = fixture;

  test("[ACC-1] a username key is given once", async () => {
    const username = `unique_${Bun.randomUUIDv7()}`;
    await change((tx) => insertUser(tx, username));
    expect(change((tx) => insertUser(tx, username.toUpperCase()))).rejects.toThrow("taken");
    expect(await store().reader.users.findByUsernameKey(username)).toMatchObject({ username });
  });

  test("users are listed alike as objects and as text, whatever their names hold", async () => {
    const marker = Bun.randomUUIDv7();
    const names = ["plain", '"quoted\\', "line\nbreak\t\u0007\u2028", "王小明 🙂"].map(
      (name) => name + marker,
    );
    const userIds: number[] = [];
    for (const name of names) userIds.push(await newUser(name));
    const { users } = store().reader;
    const listed = await users.list(userIds);
    expect(listed.map((user) => user.id).sort()).toEqual(userIds.toSorted());
    const byId = (first: User, second: User) => first.id - second.id;
    const text = JSON.parse(await users.listText(userIds)) as User[];
    expect(text.sort(byId)).toEqual(listed.sort(byId));
    expect(await users.listText([])).toBe("[]");
  });

  test("[ACC-5] a session advances from its own generation only, and never after its end", async () => {
    const userId = await newUser("nat");
    const id = Bun.randomUUIDv7();
    const device = { deviceId: null, deviceName: null, platform: null, address: null };
    await change((tx) => tx.sessions.insert({ id, userId, ...device, createdAt: 1, expiresAt: 100 }));
    expect(await change((tx) => tx.sessions.advance(id, 1, 5, 200, null))).toBe(true);
    expect(await change((tx) => tx.sessions.advance(id, 1, 6, 300, null))).toBe(false);
    expect(await store().reader.sessions.find(id)).toMatchObject({
      generation: 2,
      refreshedAt: 5,
      expiresAt: 200,
      endedAt: null,
    });
    expect(await change((tx) => tx.sessions.end(id, 9, "signed_out"))).toBe(true);
    expect(await change((tx) => tx.sessions.end(id, 10, "signed_out"))).toBe(false);
    expect(await change((tx) => tx.sessions.advance(id, 2, 11, 300, null))).toBe(false);
    expect(await store().reader.sessions.listEndedSince(8)).toContainEqual({ id, endedAt: 9 });
    expect(await store().reader.sessions.listEndedSince(9)).not.toContainEqual({ id, endedAt: 9 });
  });

  test("[INV-16] the open sessions of a user are all of them, and no other's", async () => {
    const [userId, otherId] = [await newUser("nat"), await newUser("other")];
    const device = { deviceId: null, deviceName: null, platform: null, address: null };
    const open = async (owner: number, createdAt: number) => {
      const id = Bun.randomUUIDv7();
      const session = { id, userId: owner, ...device, createdAt, expiresAt: 100 };
      await change((tx) => tx.sessions.insert(session));
      return id;
    };
    const [first, second, ended] = [await open(userId, 1), await open(userId, 2), await open(userId, 3)];
    await open(otherId, 4);
    await change((tx) => tx.sessions.end(ended, 9, "replaced"));
    const listed = await store().reader.sessions.listOpen(userId);
    expect(listed.map((session) => session.id)).toEqual([second, first]);
  });

  test("[ACC-7] a setting is taken by one of many at once", async () => {
    await change((tx) => tx.settings.set("setup_code_digest", "one"));
    expect(await change((tx) => tx.settings.take("setup_code_digest", "other"))).toBe(false);
    const takes = Array.from({ length: 10 }, () =>
      change((tx) => tx.settings.take("setup_code_digest", "one")),
    );
    expect((await Promise.all(takes)).filter(Boolean)).toHaveLength(1);
    expect(await store().reader.settings.get("setup_code_digest")).toBeNull();
  });
}
