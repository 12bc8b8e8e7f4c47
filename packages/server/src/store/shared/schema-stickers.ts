/** Tables of sticker packs. */

export interface StickersSchema {
  sticker_packs: StickerPacksTable;
  stickers: StickersTable;
  installed_sticker_packs: InstalledStickerPacksTable;
}

interface StickerPacksTable {
  id: string;
  /** Null: it is the server's. */
  owner_id: number | null;
  name: string;
  is_shared: number;
  created_at: number;
  changed_at: number;
}

interface StickersTable {
  pack_id: string;
  id: string;
  media_id: string;
  emoji: string | null;
  place: number;
}

interface InstalledStickerPacksTable {
  user_id: number;
  pack_id: string;
  installed_at: number;
}
