import { limits } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";
import type { Reader } from "../ports/store.ts";
import type { MediaPlace } from "../ports/store-media.ts";
import { quotaBytesOf } from "./media-policy.ts";
import { publicMedia } from "./public-media.ts";

export const listMedia: ReadOperation<"media.list"> = {
  kind: "read",
  async run({ reader, ports }, actor, { cursor, limit = limits.mediaPageDefault }) {
    const found = await reader.media.list(actor.userId, placeOf(cursor), limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const files = [];
    for (const media of page) {
      files.push({
        media: publicMedia(media),
        isUsed: await isUsed(reader, media.id),
      });
    }
    return {
      files,
      next: last === undefined || found.length <= limit ? null : `${last.createdAt}-${last.id}`,
      usedBytes: (await reader.media.usage(actor.userId)).bytes,
      quotaBytes: quotaBytesOf(actor.role === "guest", ports.options),
    };
  },
};

async function isUsed(reader: Reader, id: string): Promise<boolean> {
  const uses = await reader.media.uses(id, 1);
  return uses.length > 0 || (await reader.pictures.shownBy(id, 1)).length > 0;
}

function placeOf(cursor: string | undefined): MediaPlace | null {
  if (cursor === undefined) return null;
  const [createdAt, id = ""] = cursor.split("-", 2);
  return { createdAt: Number(createdAt), id };
}
