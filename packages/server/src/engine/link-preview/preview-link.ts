import { firstLink, limits, type MessageContent } from "@parley/protocol";

/** The link of which a content is to have a preview; null where it has none, or none that a preview can name. Pure. */
export function previewLink(content: MessageContent | null): string | null {
  const link = content?.type === "text" ? firstLink(content) : null;
  return link !== null && link.length <= limits.linkPreviewUrlCharsMax ? link : null;
}
