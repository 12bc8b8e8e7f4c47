/** What no schema says of a content, judged by itself. Pure. */
import { type Content, limits, ParleyError, type TextContent } from "@parley/protocol";

/** Why a content may not be sent with these mentions, or null when it may (CNT-2, CNT-9). */
export function contentRefusal(content: Content, mentions: readonly number[] = []): ParleyError | null {
  switch (content.type) {
    case "text":
      return entitiesRefusal(content, mentions);
    case "custom": {
      const { customDataBytesMax } = limits;
      if (Buffer.byteLength(JSON.stringify(content.data)) <= customDataBytesMax) return null;
      return new ParleyError("payload_too_large", { details: { customDataBytesMax } });
    }
    default:
      return null;
  }
}

/** They lie in the text, one behind the other, and name who is mentioned. */
function entitiesRefusal(
  { text, entities = [] }: TextContent,
  mentions: readonly number[],
): ParleyError | null {
  let end = 0;
  for (const [index, { start, length, userId }] of entities.entries()) {
    const isRight = start >= end && start + length <= text.length && mentions.includes(userId);
    if (!isRight) return wrongContent(`/entities/${index}`);
    end = start + length;
  }
  return null;
}

/** One answer for all that is wrong at a place, so that it tells nothing of what exists. */
export function wrongContent(path: string): ParleyError {
  return new ParleyError("invalid_arguments", {
    message: `/content${path} cannot be sent.`,
    details: { path: `/content${path}` },
  });
}
