/** Sticker packs as somebody sees them. */
import { ParleyError, type Sticker, type StickerPack } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import type { Reader } from "../ports/store.ts";
import type { StoredStickerPack } from "../ports/store-stickers.ts";
import { seesPack } from "./sticker-policy.ts";

interface FullPack {
  readonly pack: StickerPack;
  readonly stickers: Sticker[];
}

/** The pack as it is now, with its stickers; the actor was let in to it before. @throws not_found where it was deleted since */
export async function fullPack(
  reader: Pick<Reader, "stickerPacks">,
  actor: UserActor,
  packId: string,
): Promise<FullPack> {
  const stored = await reader.stickerPacks.find(packId);
  if (stored === null) throw new ParleyError("not_found");
  const installed = await reader.stickerPacks.installed(actor.userId);
  const stickers = [...(await reader.stickerPacks.stickers(packId))];
  const isInstalled = installed.some((entry) => entry.packId === packId);
  const [cover = null] = stickers;
  return {
    pack: publicPack(stored, actor, { isInstalled, stickerCount: stickers.length, cover }),
    stickers,
  };
}

/** Own and installed ones, what came last first, then those of the server (STK-9). */
export async function listedPacks(
  reader: Pick<Reader, "stickerPacks">,
  actor: UserActor,
): Promise<StickerPack[]> {
  const { stickerPacks } = reader;
  const own = (await stickerPacks.ownedBy(actor.userId)).map((pack) => ({ pack, since: pack.createdAt }));
  const installed = (await stickerPacks.installed(actor.userId)).flatMap(({ pack, installedAt }) =>
    pack !== null && pack.ownerId !== actor.userId && seesPack(actor, pack)
      ? [{ pack, since: installedAt }]
      : [],
  );
  const ofServer = await stickerPacks.ownedBy(null);
  const personal = [...own, ...installed].sort((left, right) => right.since - left.since);
  const listed = [...personal.map(({ pack }) => pack), ...ofServer];
  const contents = await stickerPacks.contents(listed.map(({ id }) => id));
  const installedIds = new Set(installed.map(({ pack }) => pack.id));
  return listed.map((pack) =>
    publicPack(pack, actor, {
      isInstalled: installedIds.has(pack.id),
      ...(contents.get(pack.id) ?? { stickerCount: 0, cover: null }),
    }),
  );
}

function publicPack(
  { id, name, ownerId, isShared, createdAt, changedAt }: StoredStickerPack,
  { userId }: UserActor,
  seen: Pick<StickerPack, "isInstalled" | "stickerCount" | "cover">,
): StickerPack {
  const source = ownerId === null ? "server" : ownerId === userId ? "own" : "other";
  return { id, name, source, isShared, createdAt, changedAt, ...seen };
}
