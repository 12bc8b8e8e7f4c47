/** What a message says once somebody edited it, as JSON text. Pure. */
import { type EditContent, limits, type MessageContent, type TextContent } from "@parley/protocol";
import { contentText } from "./content.ts";
import { wrongContent } from "./content-policy.ts";

/** What an edit says, as it is screened and asked about: a caption is a text like any other; null where one goes away. */
export function writtenBy(edit: EditContent): TextContent | null {
  if (edit.type === "text") return edit;
  return edit.text === undefined ? null : { type: "text", text: edit.text };
}

/** The text that is there afterwards; a message with files keeps all but what is written below. @throws invalid_arguments */
export function editedBody(body: string, edit: EditContent["type"], written: TextContent | null): string {
  if (edit === "text" && written !== null) return contentText(written);
  // A program that was asked may have made it longer.
  if ((written?.text.length ?? 0) > limits.captionCharsMax) throw wrongContent("/text");
  const { text: before, ...kept } = JSON.parse(body) as MessageContent & { readonly text?: string };
  if (before === written?.text) return body;
  return JSON.stringify(written === null ? kept : { ...kept, text: written.text });
}
