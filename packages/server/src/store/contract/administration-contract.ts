import { expect, test } from "bun:test";
import type { Fixture } from "./store-contract.ts";

/** Accounts as administrators see them, and the audit log. */
export function administrationContract({ store, append, change, newUser }: Fixture): void {
  const anyone = { match: null, role: null, isEnabled: null, afterUserId: 0, limit: 10 };

  test("[ADM-2] accounts are found by the beginnings of names, addresses and tokens, literally, in pages by id", async () => {
    const marker = `admin%list${Date.now()}`;
    const ids = [await newUser(`${marker}_a`), await newUser(`${marker}_b`), await newUser(`${marker}_c`)];
    const { accounts } = store().reader;
    const page = async (query: object, match: object = {}) =>
      (
        await accounts.page({
          ...anyone,
          match: { userId: null, beginning: marker, tokens: [], ...match },
          ...query,
        })
      ).map(({ id }) => id);
    expect(await page({})).toEqual(ids);
    expect(await page({ limit: 1, afterUserId: ids[0] })).toEqual([ids[1] ?? 0]);
    expect(await page({}, { beginning: marker.replace("%", "_") })).toEqual([]);
    expect(await page({}, { beginning: "no name", userId: ids[2] })).toEqual([ids[2] ?? 0]);
    await change((tx) => tx.userTokens.replace(ids[1] ?? 0, [`2${marker} word`], 1));
    expect(await page({}, { beginning: "no name", tokens: [`2${marker}`] })).toEqual([ids[1] ?? 0]);
    await change((tx) => tx.credentials.setEmail(ids[0] ?? 0, `E${marker}@x.test`, `e${marker}@x.test`));
    expect(await page({}, { beginning: `e${marker}` })).toEqual([ids[0] ?? 0]);
    expect((await accounts.page({ ...anyone, limit: 1 })).length).toBe(1);
    await change((tx) => tx.accounts.setEnabled(ids[1] ?? 0, false));
    await change((tx) => tx.accounts.setRole(ids[2] ?? 0, "bot"));
    expect(await page({ isEnabled: false })).toEqual([ids[1] ?? 0]);
    expect(await page({ role: "bot", isEnabled: true })).toEqual([ids[2] ?? 0]);
    expect(await accounts.find(ids[2] ?? 0)).toMatchObject({ role: "bot", isEnabled: true, email: null });
    expect(await accounts.find(999_999_999)).toBeNull();
  });

  test("[ADM-9] whoever holds the administrators makes the next one wait, who then sees what became of them", async () => {
    const [one, other] = [await newUser("admin"), await newUser("admin")];
    await change((tx) => tx.accounts.setRole(one, "admin"));
    await change((tx) => tx.accounts.setRole(other, "admin"));
    const disable = (by: number, whom: number) =>
      change(async (tx) => {
        if (!(await tx.accounts.lockAdmins()).includes(by)) return false;
        await tx.accounts.setEnabled(whom, false);
        return true;
      });
    const done = await Promise.all([disable(one, other), disable(other, one)]);
    expect(done.toSorted()).toEqual([false, true]);
  });

  test("[ADM-6] to who is not enabled everybody writes by rules, and then as before", async () => {
    const [absent, contact, stranger] = [await newUser("off"), await newUser("pal"), await newUser("odd")];
    const conversations: [number, number][] = [];
    for (const peer of [contact, stranger]) {
      const conversationId = await change(async (tx) => {
        const opened = await tx.conversations.openDirect([absent, peer], 1);
        const members = [absent, peer].map(
          (userId) => ({ userId, role: "member", status: "active" }) as const,
        );
        await tx.members.insert(opened.conversationId, members, 1);
        return opened.conversationId;
      });
      conversations.push([conversationId, peer]);
    }
    const kept = {
      isContact: true,
      isStarred: false,
      isBlocked: false,
      canSeeMe: true,
      iSee: true,
      tags: [],
      since: 1,
    };
    await change((tx) => tx.contacts.put(absent, contact, kept));
    await change((tx) => tx.contacts.put(contact, absent, kept));
    const outcomes = () =>
      Promise.all(
        conversations.map(
          async ([conversationId, senderId]) => (await append({ conversationId, senderId })).status,
        ),
      );
    expect(await outcomes()).toEqual(["sent", "sent"]);
    await change((tx) => tx.accounts.setEnabled(absent, false));
    expect(await outcomes()).toEqual(["ruled", "ruled"]);
    await change((tx) => tx.accounts.setEnabled(absent, true));
    expect(await outcomes()).toEqual(["sent", "ruled"]);
    await change((tx) => tx.contacts.put(absent, contact, { ...kept, isBlocked: true }));
    await change((tx) => tx.accounts.setEnabled(absent, false));
    await change((tx) => tx.accounts.setEnabled(absent, true));
    expect(await outcomes()).toEqual(["ruled", "ruled"]);
  });

  test("[ADM-8] what is erased is gone, and what is left has its new name", async () => {
    const id = await newUser("erased");
    await change((tx) => tx.accounts.setPasswordHash(id, "a hash"));
    const uuid = crypto.randomUUID();
    const left = {
      uuid,
      username: `gone-${id}`,
      usernameKey: `gone-${id}`,
      nickname: "gone",
      nicknameKey: "gone",
    };
    await change((tx) => tx.accounts.erase(id, { ...left, uuid: Bun.randomUUIDv7(), deletedAt: 7 }));
    expect(await store().reader.accounts.find(id)).toMatchObject({
      ...{ username: `gone-${id}`, nickname: "gone", isEnabled: false, hasPassword: false, deletedAt: 7 },
    });
  });

  test("[ADM-3] [ADM-4] entries of the audit log keep their order and are filtered", async () => {
    const actorId = await newUser("auditor");
    const entry = (action: string, targetId: string) => ({
      ...{ actorId, action, targetKind: "user", targetId, details: { to: "x" }, address: "::1", at: 5 },
    });
    for (const targetId of ["1", "2", "3"]) await change((tx) => tx.audit.append(entry("a", targetId)));
    await change((tx) => tx.audit.append(entry("b", "1")));
    const all = { actorId, action: null, targetKind: null, targetId: null, beforeId: null, limit: 10 };
    const { audit } = store().reader;
    const [newest, ...others] = await audit.list(all);
    expect(newest).toEqual({ id: newest?.id ?? 0, ...entry("b", "1") });
    expect(others.map(({ targetId }) => targetId)).toEqual(["3", "2", "1"]);
    expect(await audit.list({ ...all, action: "a", targetId: "1" })).toHaveLength(1);
    expect(await audit.list({ ...all, beforeId: newest?.id ?? 0, limit: 2 })).toEqual(others.slice(0, 2));
  });
}
