import type { MessageContent } from "@parley/protocol";

/** The text by which a message is found; null when it is not. Of what the server says by itself nothing is. */
export function searchableText(content: MessageContent | null): string | null {
  if (content === null) return null;
  switch (content.type) {
    case "text":
      return content.text;
    case "notice":
      return null;
  }
}
