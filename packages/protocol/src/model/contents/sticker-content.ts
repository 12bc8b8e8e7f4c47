/** A picture of a pack, said by itself. What it looks like is kept with the message, so that it outlives its pack. */
import { Type } from "typebox";
import { mediaId } from "../media.ts";
import { emoji } from "../message-extras.ts";
import { stickerId, stickerPackId } from "../sticker-ids.ts";

export const stickerContent = Type.Object({
  type: Type.Literal("sticker"),
  packId: stickerPackId("A pack the sender may send from."),
  stickerId: stickerId("One of its stickers."),
});

/** With what the server found in the pack when it was sent. */
export const readStickerContent = Type.Object({
  ...stickerContent.properties,
  emoji: Type.Optional(emoji),
  mediaId: mediaId("Its image."),
  width: Type.Integer({ minimum: 1, description: "In pixels." }),
  height: Type.Integer({ minimum: 1, description: "In pixels." }),
  bytes: Type.Integer({ minimum: 0, description: "Its size." }),
  mediaType: Type.String({ description: "Its media type, found in its content." }),
});
