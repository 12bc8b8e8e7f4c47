import { expect, test } from "bun:test";
import type { Fixture } from "./store-contract.ts";

/** Files: what an owner has, contents kept once, uses by messages, and what is left to be removed. */
export function mediaContract({ store, change, newUser }: Fixture): void {
  const newId = () => crypto.randomUUID().replaceAll("-", "");
  const facts = (sha256: string, bytes = 7) => ({
    ...{ bytes, type: "image/png", sha256, width: 3, height: 4 },
    ...{ durationMs: null, placeholder: null },
  });

  async function announced(ownerId: number, kind: "image" | "file" = "file"): Promise<string> {
    const id = newId();
    await change((tx) =>
      tx.media.insert({ id, ownerId, kind, name: "a", bytes: 10, durationMs: null, createdAt: 5 }),
    );
    return id;
  }
  async function completed(ownerId: number, sha256: string, kind: "image" | "file" = "file") {
    const id = await announced(ownerId, kind);
    const media = await change((tx) => tx.media.complete(id, facts(sha256), 6));
    if (media === null) throw new Error("there was nothing to complete");
    return media;
  }
  const left = async (keys: readonly string[]) =>
    (await store().reader.media.removals(10_000)).filter((key) => keys.includes(key));

  test("[MED-12] what an owner has is counted: what was announced, then what is there", async () => {
    const [owner, other] = [await newUser("owner"), await newUser("other")];
    const id = await announced(owner);
    await announced(other);
    expect(await change((tx) => tx.media.usage(owner))).toEqual({ bytes: 10, openCount: 1 });
    await change((tx) => tx.media.complete(id, facts(newId()), 6));
    expect(await change((tx) => tx.media.usage(owner))).toEqual({ bytes: 7, openCount: 0 });
    expect(await store().reader.media.find(id)).toMatchObject({
      ...{ id, ownerId: owner, bytes: 7, blobKey: id, width: 3, height: 4, createdAt: 5, completeAt: 6 },
    });
    expect(await change((tx) => tx.media.complete(id, facts(newId()), 6))).toBeNull();
    expect(await change((tx) => tx.media.complete(newId(), facts(newId()), 6))).toBeNull();
    expect(await store().reader.media.find(newId())).toBeNull();
  });

  test("[MED-10] [MED-31] a blob that a file has again is not left to be removed, until that file is gone", async () => {
    const owner = await newUser("owner");
    const id = await announced(owner);
    const sha256 = newId();
    const finish = () => change((tx) => tx.media.complete(id, facts(sha256), 6));
    await finish();
    await change((tx) => tx.media.remove(id));
    expect(await left([id])).toEqual([id]);
    await change((tx) =>
      tx.media.insert({
        id,
        ownerId: owner,
        kind: "file",
        name: "a",
        bytes: 10,
        durationMs: null,
        createdAt: 5,
      }),
    );
    await finish();
    expect(await left([id])).toEqual([]);
    await change((tx) => tx.media.remove(id));
    expect(await left([id])).toEqual([id]);
  });

  test("[MED-10] the same content is one blob, until the last file that has it is gone", async () => {
    const owner = await newUser("owner");
    const sha256 = newId();
    const made = await Promise.all(Array.from({ length: 6 }, () => completed(owner, sha256)));
    const image = await completed(owner, sha256, "image");
    const keys = new Set(made.map(({ blobKey }) => blobKey));
    expect(keys.size).toBe(1);
    expect(keys).not.toContain(image.blobKey);
    const [kept = ""] = keys;
    const all = made.map(({ id }) => id);
    expect((await left(all)).toSorted()).toEqual(all.filter((id) => id !== kept).toSorted());
    const [last = "", ...others] = all;
    await Promise.all(others.map((id) => change((tx) => tx.media.remove(id))));
    expect(await left([kept])).toEqual([]);
    await change((tx) => tx.media.remove(last));
    expect(await left([kept])).toEqual([kept]);
    await change((tx) => tx.media.forgetRemovals(all));
    expect(await left(all)).toEqual([]);
    // From now on the content is new again.
    const again = await completed(owner, sha256);
    expect(again.blobKey).toBe(again.id);
  });

  test("[MED-23] what a message shows is not removed; when the last one is gone it counts as unused", async () => {
    const { id } = await completed(await newUser("owner"), newId());
    const uses = [
      { conversationId: 900_001, messageId: crypto.randomUUID() },
      { conversationId: 900_002, messageId: crypto.randomUUID() },
    ] as const;
    for (const use of uses) expect(await change((tx) => tx.media.use(id, use))).toMatchObject({ id });
    await change((tx) => tx.media.use(id, uses[0]));
    expect(await store().reader.media.uses(id, 10)).toEqual([...uses]);
    expect(await change((tx) => tx.media.use(newId(), uses[0]))).toBeNull();
    expect(await change((tx) => tx.media.remove(id))).toBe(false);
    await change((tx) => tx.media.endUses(uses[0], 50));
    await change((tx) => tx.media.removeUnused(1_000, 1_000));
    expect(await store().reader.media.find(id)).not.toBeNull();
    await change((tx) => tx.media.endUses(uses[1], 60));
    await change((tx) => tx.media.removeUnused(60, 1_000));
    expect(await store().reader.media.find(id)).not.toBeNull();
    await change((tx) => tx.media.removeUnused(61, 1_000));
    expect(await store().reader.media.find(id)).toBeNull();
    expect(await left([id])).toEqual([id]);
  });

  test("[MED-17] an owner's files are listed from the newest on, in pages, and nobody else's", async () => {
    const [owner, other] = [await newUser("owner"), await newUser("other")];
    const ids = [await announced(owner), await announced(owner), await announced(owner)];
    await announced(other);
    const listed = async (before: { createdAt: number; id: string } | null, limit: number) =>
      (await store().reader.media.list(owner, before, limit)).map(({ id }) => id);
    const newest = ids.toSorted().toReversed();
    expect(await listed(null, 10)).toEqual(newest);
    expect(await listed(null, 2)).toEqual(newest.slice(0, 2));
    expect(await listed({ createdAt: 5, id: newest[1] ?? "" }, 2)).toEqual(newest.slice(2));
    expect(await listed({ createdAt: 4, id: newest[0] ?? "" }, 2)).toEqual([]);
    expect(await store().reader.media.usage(owner)).toEqual({ bytes: 30, openCount: 3 });
  });

  test("[MED-16] what a conversation shows is counted once for each message that shows it", async () => {
    const owner = await newUser("owner");
    const [one, two] = [await completed(owner, newId()), await completed(owner, newId())];
    const conversationId = 900_100 + owner;
    const [first, second] = ["a", "b"].map((messageId) => ({ conversationId, messageId }));
    if (first === undefined || second === undefined) throw new Error("there are two");
    const shown = () => store().reader.media.shownBytes(conversationId);
    expect(await shown()).toBe(0);
    for (const use of [first, first, second]) await change((tx) => tx.media.use(one.id, use));
    await change((tx) => tx.media.use(two.id, first));
    expect(await shown()).toBe(21);
    await change((tx) => tx.media.endUses(first, 50));
    await change((tx) => tx.media.endUses(first, 50));
    expect(await shown()).toBe(7);
    await change((tx) => tx.media.endUses(second, 50));
    expect(await shown()).toBe(0);
  });

  test("[MED-10] what the bytes tell of a duration counts, and what was announced where they tell nothing", async () => {
    const owner = await newUser("owner");
    const durations = [];
    for (const durationMs of [null, 900]) {
      const id = newId();
      await change((tx) =>
        tx.media.insert({
          id,
          ownerId: owner,
          kind: "voice",
          name: "a",
          bytes: 9,
          durationMs: 500,
          createdAt: 5,
        }),
      );
      const found = { ...facts(newId()), durationMs, placeholder: "abc" };
      const media = await change((tx) => tx.media.complete(id, found, 6));
      durations.push([media?.durationMs, media?.placeholder]);
    }
    expect(durations).toEqual([
      [500, "abc"],
      [900, "abc"],
    ]);
  });

  test("[MED-30] unused files are removed in parts, with their blobs", async () => {
    const owner = await newUser("owner");
    const ids = await Promise.all([announced(owner), announced(owner), announced(owner)]);
    let parts = 0;
    while ((await change((tx) => tx.media.removeUnused(6, 2))) > 0) parts += 1;
    expect(parts).toBeGreaterThanOrEqual(2);
    expect((await left(ids)).toSorted()).toEqual(ids.toSorted());
    expect(await change((tx) => tx.media.remove(ids[0]))).toBe(true);
  });
}
