/**
 * What is stored of a content: the known fields of its kind and no others (MSG-5), in the order of the contract, so that
 * the same content is the same text. What the server adds to it, `check-content.ts` knows.
 */
import { type Content, type NoticeContent, type RequestedExtras, sentContents } from "@parley/protocol";
import type { TSchema } from "typebox";

/** JSON text of what was asked to be sent. */
export function contentText(content: Content): string {
  // The one kind of nearly every message: no schema is walked for it.
  if (content.type === "text" && content.format === undefined && content.entities === undefined) {
    return JSON.stringify({ type: content.type, text: content.text });
  }
  return JSON.stringify(knownPart(sentContents[content.type], content));
}

/** The part of a checked value that its schema names. */
function knownPart(schema: TSchema, value: unknown): unknown {
  const { properties, items } = schema as { properties?: Record<string, TSchema>; items?: TSchema };
  if (properties !== undefined) {
    const given = value as Readonly<Record<string, unknown>>;
    const known = Object.entries(properties).filter(([name]) => given[name] !== undefined);
    return Object.fromEntries(known.map(([name, part]) => [name, knownPart(part, given[name])]));
  }
  return items === undefined ? value : (value as readonly unknown[]).map((item) => knownPart(items, item));
}

/** JSON text of what the server says by itself. */
export function noticeText({ type, notice, text }: NoticeContent): string {
  return JSON.stringify({ type, notice, text });
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
