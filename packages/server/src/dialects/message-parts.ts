/** What of a message the clients of other contracts show at a time: one file, or words. */
import type { MessageContent } from "@parley/protocol";

/** A message of several things as several: each picture by itself, then what is written below. */
export function partsOf(content: MessageContent): readonly MessageContent[] {
  switch (content.type) {
    case "image": {
      const pictures = content.images.map((image) => ({ type: content.type, images: [image] }));
      return [...pictures, ...captionOf(content.text)];
    }
    case "video":
    case "file": {
      const { text, ...file } = content;
      return [file, ...captionOf(text)];
    }
    default:
      return [content];
  }
}

function captionOf(text: string | undefined): readonly MessageContent[] {
  return text === undefined ? [] : [{ type: "text", text }];
}

/** The file that a content shows, the first one. */
export function fileOf(content: MessageContent): { readonly id: string; readonly mediaType: string } | null {
  switch (content.type) {
    case "image": {
      const [image] = content.images;
      return image === undefined ? null : { id: image.mediaId, mediaType: image.mediaType };
    }
    case "voice":
    case "video":
    case "file":
    case "sticker":
      return { id: content.mediaId, mediaType: content.mediaType };
    default:
      return null;
  }
}
