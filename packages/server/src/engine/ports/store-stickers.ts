import type { Sticker } from "@parley/protocol";

/** Sticker packs, what is in them, and who has installed which. */
export interface StickerPacksReader {
  find(packId: string): Promise<StoredStickerPack | null>;
  /** Packs of one user, or of the server, the newest first. */
  ownedBy(ownerId: number | null): Promise<readonly StoredStickerPack[]>;
  /** What a user has installed, what came last first. */
  installed(userId: number): Promise<readonly InstalledPack[]>;
  /** In their order. */
  stickers(packId: string): Promise<readonly Sticker[]>;
  findSticker(packId: string, stickerId: string): Promise<Sticker | null>;
  /** Of each pack that is not empty, how many stickers it has and the first of them. */
  contents(packIds: readonly string[]): Promise<ReadonlyMap<string, PackContents>>;
  /** Packs with a sticker of this image. */
  showing(mediaId: string): Promise<readonly StoredStickerPack[]>;
}

export interface StoredStickerPack {
  readonly id: string;
  /** Null: it is the server's. */
  readonly ownerId: number | null;
  /** False where its owner was disabled or deleted. */
  readonly isOwnerEnabled: boolean;
  readonly name: string;
  readonly isShared: boolean;
  readonly createdAt: number;
  readonly changedAt: number;
}

export interface InstalledPack {
  readonly packId: string;
  readonly installedAt: number;
  /** Null: it was deleted. */
  readonly pack: StoredStickerPack | null;
}

export interface PackContents {
  readonly stickerCount: number;
  readonly cover: Sticker;
}

export type NewStickerPack = Omit<StoredStickerPack, "isOwnerEnabled" | "changedAt">;

export interface NewSticker {
  readonly id: string;
  readonly mediaId: string;
  readonly emoji: string | null;
}

export interface StickerPacksWriter extends StickerPacksReader {
  insert(pack: NewStickerPack): Promise<void>;
  /**
   * Notes the time of a change, later than that of every change before it. The pack is held until the transaction is
   * over; false where there is none.
   */
  touch(packId: string, now: number): Promise<boolean>;
  update(packId: string, changes: PackChanges): Promise<void>;
  /** Removes it with its stickers. Who installed it keeps a row that says nothing. */
  remove(packId: string): Promise<void>;
  /** At the end of the pack. */
  addSticker(packId: string, sticker: NewSticker): Promise<void>;
  setSticker(packId: string, stickerId: string, changes: StickerChanges): Promise<void>;
  removeStickers(packId: string, stickerIds: readonly string[]): Promise<void>;
  /** False where it was installed already. */
  install(userId: number, packId: string, now: number): Promise<boolean>;
  /** False where it was not installed. */
  uninstall(userId: number, packId: string): Promise<boolean>;
  uninstallAll(userId: number): Promise<void>;
}

export interface StickerChanges {
  readonly emoji?: string | null;
  /** Among those of its pack, from the lowest on. */
  readonly place?: number;
}

export interface PackChanges {
  readonly name?: string;
  readonly isShared?: boolean;
}
