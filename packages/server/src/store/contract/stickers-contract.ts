import { expect, test } from "bun:test";
import type { Fixture } from "./store-contract.ts";

/** Sticker packs: what is in them, who has installed them, and how they hold their images. */
export function stickersContract({ store, change, newUser }: Fixture): void {
  const newId = () => crypto.randomUUID().replaceAll("-", "");
  const packs = () => store().reader.stickerPacks;

  async function newImage(ownerId: number): Promise<string> {
    const id = newId();
    const facts = { type: "image/webp", width: 3, height: 4, durationMs: null, placeholder: null };
    await change(async (tx) => {
      await tx.media.insert({
        id,
        ownerId,
        kind: "image",
        name: "a",
        bytes: 9,
        durationMs: null,
        createdAt: 5,
      });
      await tx.media.complete(id, { bytes: 7, sha256: newId(), ...facts }, 6);
    });
    return id;
  }
  async function newPack(ownerId: number | null, createdAt = 1): Promise<string> {
    const id = newId();
    await change((tx) => tx.stickerPacks.insert({ id, ownerId, name: "cats", isShared: false, createdAt }));
    return id;
  }

  test("[STK-1] stickers are kept in their order with what is known of their images, until the pack is removed", async () => {
    const owner = await newUser("owner");
    const [packId, empty] = [await newPack(owner, 1), await newPack(owner, 2)];
    const [one, two] = [await newImage(owner), await newImage(owner)];
    await change(async (tx) => {
      await tx.stickerPacks.addSticker(packId, { id: "b", mediaId: one, emoji: "🐱" });
      await tx.stickerPacks.addSticker(packId, { id: "a", mediaId: two, emoji: null });
    });
    const image = { width: 3, height: 4, bytes: 7, mediaType: "image/webp" };
    const [first, second] = [
      { id: "b", mediaId: one, emoji: "🐱", ...image },
      { id: "a", mediaId: two, emoji: null, ...image },
    ];
    expect(await packs().stickers(packId)).toEqual([first, second]);
    expect(await packs().findSticker(packId, "a")).toEqual(second);
    expect(await packs().findSticker(empty, "a")).toBeNull();
    expect(await packs().contents([packId, empty])).toEqual(
      new Map([[packId, { stickerCount: 2, cover: first }]]),
    );
    expect((await packs().ownedBy(owner)).map(({ id }) => id)).toEqual([empty, packId]);
    expect((await packs().showing(two)).map(({ id }) => id)).toEqual([packId]);
    await change(async (tx) => {
      await tx.stickerPacks.setSticker(packId, "b", { place: 9, emoji: null });
      await tx.stickerPacks.update(packId, { name: "dogs", isShared: true });
      expect(await tx.stickerPacks.touch(newId(), 8)).toBe(false);
    });
    // Clients know by these times whether they have a pack as it is: no two changes have one.
    const touches = Array.from({ length: 3 }, () => change((tx) => tx.stickerPacks.touch(packId, 8)));
    expect(await Promise.all(touches)).toEqual([true, true, true]);
    expect(await packs().stickers(packId)).toEqual([second, { ...first, emoji: null }]);
    expect(await packs().find(packId)).toEqual({
      ...{ id: packId, ownerId: owner, isOwnerEnabled: true, name: "dogs", isShared: true },
      ...{ createdAt: 1, changedAt: 10 },
    });
    await change((tx) => tx.stickerPacks.removeStickers(packId, ["a"]));
    expect((await packs().stickers(packId)).map(({ id }) => id)).toEqual(["b"]);
    await change((tx) => tx.stickerPacks.remove(packId));
    expect([await packs().find(packId), await packs().stickers(packId)]).toEqual([null, []]);
    expect(await packs().showing(one)).toEqual([]);
  });

  test("[STK-9] what is installed is listed, what came last first, and tells what was deleted", async () => {
    const [owner, user] = [await newUser("owner"), await newUser("user")];
    const [one, two] = [await newPack(owner), await newPack(null)];
    await change(async (tx) => {
      expect(await tx.stickerPacks.install(user, one, 5)).toBe(true);
      expect(await tx.stickerPacks.install(user, one, 6)).toBe(false);
      await tx.stickerPacks.install(user, two, 7);
    });
    expect(await packs().installed(user)).toMatchObject([
      { packId: two, installedAt: 7, pack: { ownerId: null, isOwnerEnabled: true } },
      { packId: one, installedAt: 5, pack: { ownerId: owner } },
    ]);
    await change((tx) => tx.stickerPacks.remove(one));
    expect((await packs().installed(user)).map(({ pack }) => pack?.id)).toEqual([two, undefined]);
    await change(async (tx) => {
      expect(await tx.stickerPacks.uninstall(user, two)).toBe(true);
      expect(await tx.stickerPacks.uninstall(user, two)).toBe(false);
      await tx.stickerPacks.uninstallAll(user);
    });
    expect(await packs().installed(user)).toEqual([]);
    expect((await packs().ownedBy(null)).map(({ id }) => id)).toContain(two);
    await change((tx) => tx.stickerPacks.remove(two));
  });

  test("[STK-8] what is not counted takes no room, holds the file, and is found by who reads there", async () => {
    const [owner, other] = [await newUser("owner"), await newUser("other")];
    const mediaId = await newImage(owner);
    const conversationId = 910_000 + owner;
    const [first, second] = ["a", "b"].map((messageId) => ({ conversationId, messageId }));
    if (first === undefined || second === undefined) throw new Error("there are two");
    await change(async (tx) => {
      for (const use of [first, second]) await tx.media.use(mediaId, use, false);
      await tx.media.use(mediaId, { conversationId: 0, messageId: "pack" }, false);
      await tx.members.insert(
        conversationId,
        [
          { userId: owner, role: "owner", status: "active" },
          { userId: other, role: "member", status: "left" },
        ],
        1,
      );
    });
    const { media } = store().reader;
    expect(await media.shownBytes(conversationId)).toBe(0);
    expect(await media.usesSeenBy(owner, mediaId, 10)).toEqual([second, first]);
    expect(await media.usesSeenBy(owner, mediaId, 1)).toEqual([second]);
    expect(await media.usesSeenBy(other, mediaId, 10)).toEqual([]);
    await change(async (tx) => {
      for (const use of [first, second]) await tx.media.endUses(use, 50);
      expect(await tx.media.remove(mediaId)).toBe(false);
      await tx.media.endUses({ conversationId: 0, messageId: "pack" }, 50);
      expect(await tx.media.remove(mediaId)).toBe(true);
    });
    expect(await media.shownBytes(conversationId)).toBe(0);
  });
}
