import { expect, test } from "bun:test";
import { facesPauseMs } from "../../engine/ports/store-pictures.ts";
import type { Fixture } from "./store-contract.ts";

/** Pictures: what they keep, and which groups' composed ones are due. */
export function picturesContract({ store, change, newUser, newGroup }: Fixture): void {
  const newId = () => crypto.randomUUID().replaceAll("-", "");
  async function newImage(ownerId: number): Promise<string> {
    const id = newId();
    await change((tx) =>
      tx.media.insert({ id, ownerId, kind: "image", name: "a", bytes: 9, durationMs: null, createdAt: 5 }),
    );
    return id;
  }
  const dueOf = async (conversationId: number) =>
    (await store().reader.faces.due(Number.MAX_SAFE_INTEGER, 10_000)).filter(
      (renewal) => renewal.conversationId === conversationId,
    );

  test("[PIC-2] a file is kept by each place that shows it, one picture a place", async () => {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const [first, second] = [await newImage(ann), await newImage(ann)];
    const conversationId = await newGroup([ann, bob]);
    const ofAnn = { kind: "user", userId: ann } as const;
    const inGroup = { kind: "member", conversationId, userId: ann } as const;
    const show = (id: string | null, of: typeof ofAnn | typeof inGroup) =>
      change((tx) => tx.pictures.show(id, of, 7));
    expect(await show(newId(), ofAnn)).toBe(false);
    expect([await show(first, ofAnn), await show(first, inGroup)]).toEqual([true, true]);
    expect(await store().reader.pictures.shownBy(first, 9)).toEqual([ofAnn, inGroup]);
    expect(await show(second, ofAnn)).toBe(true);
    await change((tx) => tx.media.removeUnused(100, 1_000));
    expect(await store().reader.media.find(first)).not.toBeNull();
    await change((tx) => tx.pictures.endAll({ userId: bob }, 8));
    expect(await change((tx) => tx.media.remove(first))).toBe(false);
    await change((tx) => tx.pictures.endAll({ conversationId }, 8));
    expect(await change((tx) => tx.media.remove(first))).toBe(true);
    expect(await store().reader.pictures.shownBy(second, 9)).toEqual([ofAnn]);
    expect(await show(null, ofAnn)).toBe(true);
    expect(await change((tx) => tx.media.remove(second))).toBe(true);
  });

  test("[PIC-11] a group is due once, a pause after its picture was made last, and for whoever its faces are", async () => {
    const [ann, bob, cleo] = [await newUser("ann"), await newUser("bob"), await newUser("cleo")];
    const conversationId = await newGroup([ann, bob]);
    const recount = () => change((tx) => tx.groups.recount(conversationId, 0, true));
    await recount();
    await recount();
    const [renewal, ...others] = await dueOf(conversationId);
    if (renewal === undefined) throw new Error("the group is not due");
    expect([renewal.userId, renewal.dueAt, others]).toEqual([0, facesPauseMs, []]);
    const made = { madeOf: "this", mediaId: newId(), at: 1_000_000 };
    await change(async (tx) => {
      await tx.faces.set(conversationId, made);
      await tx.faces.done(renewal);
    });
    expect(await dueOf(conversationId)).toEqual([]);
    expect(await store().reader.faces.find(conversationId)).toEqual({
      ...{ madeOf: "this", mediaId: made.mediaId },
      userIds: expect.arrayContaining([ann, bob]),
    });
    // The faces are as before: nothing to look at.
    await recount();
    await change((tx) => tx.faces.spread(cleo));
    expect(await dueOf(conversationId)).toEqual([]);
    await change((tx) => tx.faces.spread(bob));
    await change((tx) => tx.faces.mark(conversationId));
    const [again] = await dueOf(conversationId);
    expect(again?.dueAt).toBe(made.at + facesPauseMs);
    // What was marked anew since is not done with.
    await change((tx) => tx.faces.done(renewal));
    expect((await dueOf(conversationId)).length).toBe(1);
    const conversation = async () => (await store().reader.conversations.find(conversationId))?.avatar;
    expect(await conversation()).toBe(`/media/${made.mediaId}`);
    await change((tx) => tx.groups.recount(conversationId, 0, false));
    expect(await conversation()).toBeNull();
    expect((await store().reader.faces.find(conversationId))?.userIds).toEqual([]);
  });

  test("[PIC-11] whose looks change again while it is looked at stays due", async () => {
    const ann = await newUser("ann");
    await change((tx) => tx.faces.markPerson(ann, 5));
    await change((tx) => tx.faces.markPerson(ann, 6));
    await change((tx) => tx.faces.done({ conversationId: 0, userId: ann, dueAt: 5 }));
    const due = async (userId: number) =>
      (await dueOf(0)).filter((renewal) => renewal.userId === userId).map(({ dueAt }) => dueAt);
    expect(await due(ann)).toEqual([6]);
    await change((tx) => tx.faces.done({ conversationId: 0, userId: ann, dueAt: 6 }));
    expect(await due(ann)).toEqual([]);
  });
}
