import { ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { accessOwnMedia } from "./access-media.ts";
import { openReceipt } from "./media-seals.ts";
import { publicMedia } from "./public-media.ts";

export const completeMedia: WriteOperation<"media.complete"> = {
  kind: "write",
  async run({ tx, ports }, actor, { receipt }) {
    const found = openReceipt(ports.tokens.digest, receipt);
    if (found === null || found.ownerId !== actor.userId) throw new ParleyError("forbidden");
    const announced = await accessOwnMedia(tx, actor, found.id);
    if (announced.completeAt !== null) return { media: publicMedia(announced) };
    const media = await tx.media.complete(found.id, found, ports.clock.now());
    if (media === null) throw new ParleyError("not_found");
    return { media: publicMedia(media) };
  },
};
