/** What is stored of a content: the known fields of its kind and no others (MSG-5). */
import type { MessageContent, RequestedExtras } from "@parley/protocol";

export function contentText(content: MessageContent): string {
  switch (content.type) {
    case "text":
      return JSON.stringify({ type: content.type, text: content.text });
    case "notice":
      return JSON.stringify({ type: content.type, notice: content.notice, text: content.text });
  }
}

/** What is stored of a text that the server says in somebody's name (AUTO-4). */
export function automaticText(text: string): string {
  return JSON.stringify({ type: "text", text, isAutomatic: true });
}

/** Of a digest what a JavaScript number and both databases keep exactly. Of SHA-256, so that every version agrees. */
const digestBytes = 6;

/** What tells a message from another one: its content, and what was asked for besides. */
export function digestText(body: string, requested: RequestedExtras | undefined): string {
  return requested === undefined ? body : `${body}\n${JSON.stringify(requested)}`;
}

/** Tells a repetition of a message from another message with its id (MSG-2, MSG-3). */
export function digestOf(body: string): number {
  return Buffer.from(Bun.SHA256.hash(body).buffer).readUIntBE(0, digestBytes);
}
