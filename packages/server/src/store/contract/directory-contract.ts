import { expect, test } from "bun:test";
import type { Transaction } from "../../engine/ports/store.ts";
import type { Fixture } from "./store-contract.ts";

/** What conversations are found by, and the ones there is only one of. */
export function directoryContract({ store, change, newUser, newGroup }: Fixture): void {
  const directory = () => store().reader.directory;
  const open = (tx: Transaction, ownerId: number) => tx.conversations.openOnly({ kind: "notes", ownerId }, 1);

  test("[DIR-1] every conversation has a uuid of its own, and at most one has a number", async () => {
    const [ann, bob] = [await newUser("una"), await newUser("uli")];
    const [one, two] = [await newGroup([ann]), await newGroup([ann])];
    const { conversationId } = await change((tx) => tx.conversations.openDirect([ann, bob], 1));
    const uuids = new Set<string>();
    for (const id of [one, two, conversationId]) {
      const details = await directory().details(id);
      expect(details).toMatchObject({ number: null, description: null, category: 0 });
      const uuid = details?.uuid ?? "";
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(await directory().findByUuid(uuid)).toBe(id);
      uuids.add(uuid);
    }
    expect(uuids.size).toBe(3);
    const take = (id: number, number: string | null) => change((tx) => tx.directory.setNumber(id, number));
    expect(await take(one, "contract-1")).toBe(true);
    expect(await take(one, "contract-1")).toBe(true);
    expect(await take(two, "contract-1")).toBe(false);
    expect(await directory().findByNumber("contract-1")).toBe(one);
    expect(await take(one, null)).toBe(true);
    expect(await take(two, "contract-1")).toBe(true);
    expect(await directory().findByNumber("contract-1")).toBe(two);
    expect(await directory().findByNumber("contract-2")).toBeNull();
  });

  test("[DIR-5] tokens lead to groups in the order of code points, and no longer than they are theirs", async () => {
    const ann = await newUser("tess");
    const [one, two] = [await newGroup([ann]), await newGroup([ann])];
    const replace = (id: number, tokens: readonly string[]) =>
      change((tx) => tx.directory.replaceTokens(id, tokens));
    await replace(one, ["1zz go", "2zz", "1zz Ä", "1zz 围棋"]);
    await replace(two, ["1zz go"]);
    expect(await directory().startingWith("1zz ", 10)).toEqual([
      { token: "1zz go", conversationId: one },
      { token: "1zz go", conversationId: two },
      { token: "1zz Ä", conversationId: one },
      { token: "1zz 围棋", conversationId: one },
    ]);
    expect(await directory().startingWith("1zz ", 1)).toEqual([{ token: "1zz go", conversationId: one }]);
    await replace(one, ["2zz"]);
    expect(await directory().startingWith("1zz ", 10)).toEqual([{ token: "1zz go", conversationId: two }]);
  });

  test("[DIR-5] public groups are listed by category, the newest first; cards are of groups that live", async () => {
    const ann = await newUser("pia");
    const [one, two, three] = [await newGroup([ann]), await newGroup([ann]), await newGroup([ann])];
    const update = (id: number, changes: Parameters<Transaction["groups"]["update"]>[1]) =>
      change((tx) => tx.groups.update(id, changes));
    for (const [id, category] of [
      [one, 4],
      [two, 4],
      [three, 3],
    ] as const) {
      await update(id, { isPublic: true, category, settings: { isPublic: true, join: "open" } });
    }
    const page = (category: number | null, beforeId: number | null = null) =>
      directory().page({ category, beforeId, limit: 2 });
    expect(await page(4)).toEqual([two, one]);
    expect(await page(null)).toEqual([three, two]);
    expect(await page(null, two)).toEqual([one]);
    await update(two, { isPublic: false });
    expect(await page(4)).toEqual([one]);
    await update(three, { status: "dissolved" });
    const { conversationId: notes } = await change((tx) => open(tx, ann));
    const cards = await directory().cards([one, two, three, notes, 999_999_999]);
    cards.sort((first, second) => first.conversationId - second.conversationId);
    expect(cards.map(({ conversationId, isPublic }) => [conversationId, isPublic])).toEqual([
      [one, true],
      [two, false],
    ]);
    expect(cards[0]?.settings).toEqual({ isPublic: true, join: "open" });
    expect(await directory().cards([])).toEqual([]);
  });

  test("[NOTE-1] [LOB-1] of notes and the lobby there is one each, opened by twenty at once", async () => {
    const [ann, bob] = [await newUser("nora"), await newUser("ned")];
    const opened = await Promise.all(
      Array.from({ length: 20 }, (_, index) => change((tx) => open(tx, index % 2 === 0 ? ann : bob))),
    );
    expect(opened.filter(({ isNew }) => isNew)).toHaveLength(2);
    expect(new Set(opened.map(({ conversationId }) => conversationId)).size).toBe(2);
    const lobbies = await Promise.all(
      Array.from({ length: 5 }, () => change((tx) => tx.conversations.openOnly({ kind: "lobby" }, 1))),
    );
    expect(lobbies.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await store().reader.conversations.findOnly({ kind: "lobby" })).toBe(
      lobbies[0]?.conversationId ?? 0,
    );
    expect(await store().reader.conversations.findOnly({ kind: "notes", ownerId: 999_999_999 })).toBeNull();
  });

  test("[GRP-35] who is shut out sees up to then, is told nothing, and is let in again as before", async () => {
    const [ann, bob] = [await newUser("lou"), await newUser("liv")];
    const conversationId = await newGroup([ann, bob]);
    const shutOut = (rev: number | null) =>
      change(async (tx) => {
        await tx.conversations.hold(conversationId);
        await tx.groups.shutOut(conversationId, bob, rev);
      });
    await shutOut(1);
    const member = () => store().reader.members.find(conversationId, bob);
    expect(await member()).toMatchObject({ status: "locked", lastRev: 1, lastSeq: 0 });
    expect((await store().reader.members.audience(conversationId)).userIds).toEqual([ann]);
    await shutOut(null);
    expect(await member()).toMatchObject({ status: "active" });
    expect((await store().reader.members.audience(conversationId)).userIds.toSorted()).toEqual([ann, bob]);
  });
}
