import type { ReadOperation } from "../operation.ts";
import { findVisibleMedia } from "./access-media.ts";
import { addressOf } from "./media-address.ts";

export const linkMedia: ReadOperation<"media.link"> = {
  kind: "read",
  async run({ reader, ports }, actor, { ids }) {
    const links = [];
    for (const id of ids) {
      const media = await findVisibleMedia(reader, actor, id);
      if (media !== null) links.push({ id, ...addressOf(ports, actor.userId, id) });
    }
    return { links };
  },
};
