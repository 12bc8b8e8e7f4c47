import { expect, test } from "bun:test";
import type { Fixture } from "./store-contract.ts";

/** What is kept of people beyond what everybody sees. */
export function profilesContract({ store, change, newUser, newGroup }: Fixture): void {
  test("[PROF-2] a change writes the given fields and no others", async () => {
    const id = await newUser("profile");
    const { profiles } = store().reader;
    const before = await profiles.account(id);
    expect(before).toMatchObject({ gender: "unknown", bio: null, phone: null, hasPassword: false });
    expect(await change((tx) => tx.profiles.update(id, { bio: "one", gender: "other" }))).toBe(true);
    expect(await change((tx) => tx.profiles.update(id, { bio: null, location: "here" }))).toBe(true);
    const expected = { ...before, bio: null, gender: "other", location: "here" };
    expect(await profiles.account(id)).toEqual(expected as typeof before);
  });

  test("[PROF-3] a phone number is given once, however many ask for it at once", async () => {
    const ids = await Promise.all([1, 2, 3, 4].map(() => newUser("phone")));
    const phone = `+${Date.now()}`;
    const take = (id: number) => change((tx) => tx.profiles.update(id, { phone })).catch(() => false);
    expect((await Promise.all(ids.map(take))).filter(Boolean)).toHaveLength(1);
    const [owner] = (await Promise.all(ids.map((id) => store().reader.profiles.account(id)))).filter(
      (account) => account?.phone === phone,
    );
    const found = await store().reader.userTokens.findByAddress({ emailKey: phone, phone });
    expect(found).toEqual({ userId: owner?.id ?? 0, by: "phone", privacy: null });
  });

  test("[PROF-10] a profile is found by each of its keys, with the privacy that is set, while its user is enabled", async () => {
    const id = await newUser("found");
    const { profiles } = store().reader;
    await change((tx) => tx.userSettings.set(id, "privacy", '{"email":"everyone"}'));
    const profile = await profiles.find({ id });
    expect(profile).toMatchObject({ id, followerCount: 0, privacy: '{"email":"everyone"}', email: null });
    expect(await profiles.find({ uuid: profile?.uuid ?? "" })).toEqual(profile);
    expect(await profiles.find({ usernameKey: profile?.username ?? "" })).toEqual(profile);
    await change((tx) => tx.accounts.setEnabled(id, false));
    expect([await profiles.find({ id }), await profiles.account(id)]).toEqual([null, null]);
    expect(await profiles.linkNumber(id)).toBeNull();
  });

  test("[PROF-6] contacts and members of small groups look on, others do not", async () => {
    const [id, contact, blocked, member] = [
      await newUser("seen"),
      await newUser("contact"),
      await newUser("blocked"),
      await newUser("member"),
    ];
    const kept = { isStarred: false, isBlocked: false, canSeeMe: true, iSee: true, tags: [], since: 1 };
    await change((tx) => tx.contacts.put(id, contact, { ...kept, isContact: true }));
    await change((tx) => tx.contacts.put(id, blocked, { ...kept, isContact: false, isBlocked: true }));
    await newGroup([id, member]);
    const crowd = await Promise.all(Array.from({ length: 100 }, () => newUser("crowd")));
    await newGroup([id, ...crowd]);
    const onlookers = await change((tx) => tx.profiles.onlookers(id));
    expect(onlookers.toSorted((left, right) => left - right)).toEqual([id, contact, member].toSorted());
  });

  test("[PROF-30] links are counted on", async () => {
    const id = await newUser("link");
    expect(await store().reader.profiles.linkNumber(id)).toBe(0);
    expect(await change((tx) => tx.profiles.renewLink(id))).toBe(1);
    expect(await store().reader.profiles.linkNumber(id)).toBe(1);
  });
}
