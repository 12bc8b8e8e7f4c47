import type { ReadOperation } from "../operation.ts";
import { findVisibleMedia } from "./access-media.ts";
import { type MediaLink, signLink } from "./media-seals.ts";

/** Links made within one of these are the same, so that a browser knows the file again. */
const stepMs = 3_600_000;

export const linkMedia: ReadOperation<"media.link"> = {
  kind: "read",
  async run({ reader, ports }, actor, { ids }) {
    // Holds for one step at least, two at most.
    const expiresAt = (Math.floor(ports.clock.now() / stepMs) + 2) * stepMs;
    const visible = [];
    for (const id of ids) {
      const media = await findVisibleMedia(reader, actor, id);
      if (media !== null) visible.push({ id, userId: actor.userId, expiresAt });
    }
    return {
      links: visible.map((link) => ({
        id: link.id,
        url: pathOf(link, signLink(ports.tokens.digest, link)),
        expiresAt,
      })),
    };
  },
};

function pathOf({ id, userId, expiresAt }: MediaLink, signature: string): string {
  return `/media/${id}?user=${userId}&expires=${expiresAt}&signature=${signature}`;
}
