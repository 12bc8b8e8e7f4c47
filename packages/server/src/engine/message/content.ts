/** What is stored of a content: the known fields of its kind and no others (MSG-5). */
import type { MessageContent } from "@parley/protocol";

export function contentText(content: MessageContent): string {
  switch (content.type) {
    case "text":
      return JSON.stringify({ type: content.type, text: content.text });
    case "notice":
      return JSON.stringify({ type: content.type, notice: content.notice, text: content.text });
  }
}
