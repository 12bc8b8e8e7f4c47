import type { MessageContent } from "@parley/protocol";
import type { ShownFiles } from "../media/use-media.ts";

/** Files a content shows, each once. Pure. */
export function mediaIdsOf(content: MessageContent): readonly string[] {
  switch (content.type) {
    case "image":
      return [...new Set(content.images.map(({ mediaId }) => mediaId))];
    case "video": {
      const { mediaId, posterId } = content;
      return posterId === undefined ? [mediaId] : [...new Set([mediaId, posterId])];
    }
    case "voice":
    case "file":
    case "sticker":
      return [content.mediaId];
    default:
      return [];
  }
}

/** Files that contents show together, those of stickers apart. Pure. */
export function shownFiles(contents: readonly MessageContent[]): ShownFiles {
  const idsOf = (isSticker: boolean) => {
    const some = contents.filter(({ type }) => (type === "sticker") === isSticker);
    return [...new Set(some.flatMap(mediaIdsOf))];
  };
  return { mediaIds: idsOf(false), stickerMediaIds: idsOf(true) };
}
