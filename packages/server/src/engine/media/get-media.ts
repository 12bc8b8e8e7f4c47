import type { ReadOperation } from "../operation.ts";
import { accessOwnMedia } from "./access-media.ts";
import { publicMedia } from "./public-media.ts";

export const getMedia: ReadOperation<"media.get"> = {
  kind: "read",
  run: async ({ reader }, actor, { id }) => ({ media: publicMedia(await accessOwnMedia(reader, actor, id)) }),
};
