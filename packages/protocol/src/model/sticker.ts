/** Packs of stickers: of one user, shared with others or not, or of the server. */
import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { mediaId } from "./media.ts";
import { emoji } from "./message-extras.ts";
import { time } from "./scalars.ts";
import { stickerId, stickerPackId } from "./sticker-ids.ts";

export const stickerPackName = Type.String({
  minLength: 1,
  maxLength: limits.stickerPackNameCharsMax,
  pattern: "\\S",
  description: "What it is called.",
});

export const sticker = Type.Object({
  id: stickerId(),
  mediaId: mediaId("Its image."),
  emoji: Type.Union([emoji, Type.Null()], { description: "What it means, for who cannot see it." }),
  width: Type.Integer({ minimum: 1, description: "In pixels." }),
  height: Type.Integer({ minimum: 1, description: "In pixels." }),
  bytes: Type.Integer({ minimum: 0, description: "Size of its image." }),
  mediaType: Type.String({ description: "Media type of its image." }),
});
export type Sticker = Static<typeof sticker>;

/** A pack as somebody sees it; who made it is not told. */
export const stickerPack = Type.Object({
  id: stickerPackId(),
  name: stickerPackName,
  source: Type.Union([Type.Literal("own"), Type.Literal("server"), Type.Literal("other")], {
    description: "Whose it is: the caller's own, the server's, or another user's.",
  }),
  isShared: Type.Boolean({
    description:
      "Whether others may see and install it who know its id. A pack of the server everybody sees.",
  }),
  isInstalled: Type.Boolean({ description: "Whether the caller has installed it." }),
  stickerCount: Type.Integer({ minimum: 0, maximum: limits.stickersPerPackMax }),
  cover: Type.Union([sticker, Type.Null()], { description: "Its first sticker; null of an empty pack." }),
  createdAt: time("When it was made."),
  changedAt: time("When it, or a sticker of it, was changed last."),
});
export type StickerPack = Static<typeof stickerPack>;

/** A pack with its stickers, in their order. */
export const fullStickerPack = {
  pack: stickerPack,
  stickers: Type.Array(sticker, { maxItems: limits.stickersPerPackMax }),
};
