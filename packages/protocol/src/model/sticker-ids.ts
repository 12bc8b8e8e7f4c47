import { Type } from "typebox";

const hexadecimal = "^[0-9a-f]{32}$";

/** Nobody can guess it: who knows that of a shared pack can see and install it. */
export const stickerPackId = (description = "Id of the pack, made by the server.") =>
  Type.String({ pattern: hexadecimal, description });

export const stickerId = (description = "Id of the sticker, made by the server.") =>
  Type.String({ pattern: hexadecimal, description });
