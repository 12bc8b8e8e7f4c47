/** What is forwarded of a message. Pure. */
import type { MessageContent } from "@parley/protocol";

/**
 * The content as somebody else says it once more: without what only meant something where it was. Null where it cannot
 * be: what the server says, what is still being written, what only its receivers can read, and, among several as one, what is several already (FWD-4).
 */
export function forwardedContent(content: MessageContent, isMerged: boolean): MessageContent | null {
  switch (content.type) {
    case "text": {
      const { type, text, format } = content;
      return { type, text, ...(format === undefined ? {} : { format }) };
    }
    case "forward":
      return isMerged ? null : content;
    case "stream":
    case "notice":
    case "encrypted":
      return null;
    default:
      return content;
  }
}
