import type { Sticker } from "@parley/protocol";
import { sql } from "kysely";
import type {
  PackContents,
  StickerPacksReader,
  StickerPacksWriter,
  StoredStickerPack,
} from "../../engine/ports/store-stickers.ts";
import type { Statements, WritingStatements } from "./statements.ts";

type Row = Omit<StoredStickerPack, "isShared" | "isOwnerEnabled"> & {
  readonly isShared: number;
  readonly isOwnerEnabled: number | null;
};

export function stickerPacksReader({ build, run }: Statements): StickerPacksReader {
  const packs = build
    .selectFrom("sticker_packs as packs")
    .leftJoin("users", "users.id", "packs.owner_id")
    .select(["packs.id", "packs.owner_id as ownerId", "packs.name", "packs.is_shared as isShared"])
    .select(["packs.created_at as createdAt", "packs.changed_at as changedAt"])
    .select("users.is_enabled as isOwnerEnabled");
  const stickers = build
    .selectFrom("stickers")
    // Whatever is in a pack is held, so its image is there.
    .innerJoin("media", "media.id", "stickers.media_id")
    .select(["stickers.pack_id as packId", "stickers.id", "stickers.media_id as mediaId", "stickers.emoji"])
    .select(["media.width", "media.height", "media.bytes", "media.type as mediaType"]);
  return {
    async find(packId) {
      const [row] = await run(packs.where("packs.id", "=", packId));
      return row === undefined ? null : storedPack(row);
    },
    async ownedBy(ownerId) {
      const owned = packs.where("packs.owner_id", ownerId === null ? "is" : "=", ownerId);
      return (await run(owned.orderBy("packs.created_at", "desc").orderBy("packs.id"))).map(storedPack);
    },
    async installed(userId) {
      const installed = build
        .selectFrom("installed_sticker_packs as installed")
        .select(["pack_id as packId", "installed_at as installedAt"])
        .where("user_id", "=", userId)
        .orderBy("installed_at", "desc")
        .orderBy("pack_id");
      const rows = await run(installed);
      if (rows.length === 0) return [];
      const found = await run(
        packs.where(
          "packs.id",
          "in",
          rows.map(({ packId }) => packId),
        ),
      );
      const byId = new Map(found.map((row) => [row.id, storedPack(row)]));
      return rows.map((row) => ({ ...row, pack: byId.get(row.packId) ?? null }));
    },
    async stickers(packId) {
      const ordered = stickers.where("stickers.pack_id", "=", packId).orderBy("stickers.place");
      return (await run(ordered.orderBy("stickers.id"))).map(storedSticker);
    },
    async findSticker(packId, stickerId) {
      const found = stickers.where("stickers.pack_id", "=", packId).where("stickers.id", "=", stickerId);
      const [row] = await run(found);
      return row === undefined ? null : storedSticker(row);
    },
    async contents(packIds) {
      const contents = new Map<string, PackContents>();
      if (packIds.length === 0) return contents;
      const counts = await run(
        build
          .selectFrom("stickers")
          .select(["pack_id as packId", sql<number>`count(*)`.as("count")])
          .where("pack_id", "in", packIds)
          .groupBy("pack_id"),
      );
      const counted = new Map(counts.map(({ packId, count }) => [packId, Number(count)]));
      const first = sql<boolean>`stickers.place = (select min(place) from stickers as others
        where others.pack_id = stickers.pack_id)`;
      for (const row of await run(stickers.where("stickers.pack_id", "in", packIds).where(first))) {
        contents.set(row.packId, {
          stickerCount: counted.get(row.packId) ?? 0,
          cover: storedSticker(row),
        });
      }
      return contents;
    },
    async showing(mediaId) {
      const showing = build.selectFrom("stickers").select("pack_id").where("media_id", "=", mediaId);
      return (await run(packs.where("packs.id", "in", showing))).map(storedPack);
    },
  };
}

export function stickerPacksWriter(statements: WritingStatements): StickerPacksWriter {
  const { build, run } = statements;
  return {
    ...stickerPacksReader(statements),
    async insert({ id, ownerId, name, isShared, createdAt }) {
      await run(
        build.insertInto("sticker_packs").values({
          ...{ id, owner_id: ownerId, name, is_shared: Number(isShared) },
          ...{ created_at: createdAt, changed_at: createdAt },
        }),
      );
    },
    async touch(packId, now) {
      const later = sql<number>`case when changed_at < ${now} then ${now} else changed_at + 1 end`;
      const touched = build.updateTable("sticker_packs").set({ changed_at: later }).where("id", "=", packId);
      return (await run(touched.returning("id"))).length === 1;
    },
    async update(packId, { name, isShared }) {
      const changes = {
        ...(name === undefined ? {} : { name }),
        ...(isShared === undefined ? {} : { is_shared: Number(isShared) }),
      };
      if (Object.keys(changes).length === 0) return;
      await run(build.updateTable("sticker_packs").set(changes).where("id", "=", packId));
    },
    async remove(packId) {
      await run(build.deleteFrom("stickers").where("pack_id", "=", packId));
      await run(build.deleteFrom("sticker_packs").where("id", "=", packId));
    },
    async addSticker(packId, { id, mediaId, emoji }) {
      const place = sql<number>`(select coalesce(max(place), 0) + 1 from stickers where pack_id = ${packId})`;
      await run(
        build.insertInto("stickers").values({ pack_id: packId, id, media_id: mediaId, emoji, place }),
      );
    },
    async setSticker(packId, stickerId, changes) {
      await run(
        build.updateTable("stickers").set(changes).where("pack_id", "=", packId).where("id", "=", stickerId),
      );
    },
    async removeStickers(packId, stickerIds) {
      if (stickerIds.length === 0) return;
      await run(build.deleteFrom("stickers").where("pack_id", "=", packId).where("id", "in", stickerIds));
    },
    async install(userId, packId, now) {
      const added = build
        .insertInto("installed_sticker_packs")
        .values({ user_id: userId, pack_id: packId, installed_at: now })
        .onConflict((conflict) => conflict.doNothing());
      return (await run(added.returning("pack_id"))).length === 1;
    },
    async uninstall(userId, packId) {
      const removed = build
        .deleteFrom("installed_sticker_packs")
        .where("user_id", "=", userId)
        .where("pack_id", "=", packId);
      return (await run(removed.returning("pack_id"))).length === 1;
    },
    async uninstallAll(userId) {
      await run(build.deleteFrom("installed_sticker_packs").where("user_id", "=", userId));
    },
  };
}

function storedPack({ isOwnerEnabled, isShared, ...pack }: Row): StoredStickerPack {
  return { ...pack, isShared: isShared === 1, isOwnerEnabled: pack.ownerId === null || isOwnerEnabled === 1 };
}

interface StickerRow {
  readonly packId: string;
  readonly id: string;
  readonly mediaId: string;
  readonly emoji: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly bytes: number;
  readonly mediaType: string | null;
}

/** Only images with a known type and size are added. */
function storedSticker({ packId: _pack, width, height, mediaType, ...sticker }: StickerRow): Sticker {
  if (width === null || height === null || mediaType === null) {
    throw new Error(`sticker ${sticker.id} shows no image`);
  }
  return { ...sticker, width, height, mediaType };
}
