/** What is stored of a content: the known fields of its kind and no others (MSG-5). */
import type { Content } from "@parley/protocol";

export function contentText(content: Content): string {
  switch (content.type) {
    case "text":
      return JSON.stringify({ type: content.type, text: content.text });
  }
}
