import type { MessageContent } from "@parley/protocol";

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
      return [content.mediaId];
    default:
      return [];
  }
}
