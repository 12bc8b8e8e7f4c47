import type { MessageContent } from "@parley/protocol";

/** The text by which a message is found; null when it is not. Of what the server says by itself nothing is. */
export function searchableText(content: MessageContent | null): string | null {
  if (content === null) return null;
  switch (content.type) {
    case "text":
      return content.text;
    case "image":
    case "video":
      return content.text ?? null;
    case "file":
      return lines(content.name, content.text);
    case "location":
      return lines(content.name, content.address);
    case "poll":
      return lines(content.question, ...content.options);
    case "custom":
      return content.fallback;
    case "forward":
      return content.title ?? null;
    case "stream":
    case "voice":
    case "contact":
    case "sticker":
    case "encrypted":
    case "notice":
      return null;
  }
}

function lines(...parts: readonly (string | undefined)[]): string | null {
  return parts.filter((part) => part !== undefined).join("\n") || null;
}
