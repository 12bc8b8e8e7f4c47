/**
 * The operator's program is asked about a text written bit by bit when it is whole (SCR-6), before the transaction that
 * ends it. What it answered holds for the text it was asked about and for no other.
 */
import { type Content, ParleyError, type TextContent } from "@parley/protocol";
import type { Ports } from "../operation.ts";
import type { Reader } from "../ports/store.ts";
import type { StoredStream } from "../ports/store-contents.ts";
import { askHook } from "../screening/send-hook.ts";

export interface StreamAnswer {
  /** The whole text that was asked about. */
  readonly text: string;
  /** What may be said; null where nothing of it may. */
  readonly content: Content | null;
  /** Why not, if the program says so. */
  readonly details?: object;
}

/** The text as a content; null of a message that says nothing any more. */
export function wholeContent(body: string | null, text: string): TextContent | null {
  if (body === null) return null;
  const { type: _, ...format } = JSON.parse(body) as Pick<TextContent, "type" | "format">;
  return { type: "text", text, ...format };
}

/** Null where nobody is asked. @throws busy, unavailable: then the text is not whole yet */
export async function askAboutStream(
  { reader, ports }: { readonly reader: Reader; readonly ports: Ports },
  { conversationId, messageId: id, senderId: userId }: StoredStream,
  text: string,
): Promise<StreamAnswer | null> {
  if (ports.options.sendHookUrl === "" || text.trim() === "") return null;
  const message = await reader.log.findMessage(conversationId, id);
  const content = wholeContent(message?.body ?? null, text);
  if (content === null) return null;
  try {
    return { text, content: await askHook(ports, { kind: "finish", userId, conversationId, id, content }) };
  } catch (error) {
    if (!(error instanceof ParleyError) || error.code !== "forbidden") throw error;
    return { text, content: null, details: error.toWire().details ?? {} };
  }
}

/** Whether a text may be ended by what was answered: it has not grown since it was asked about. */
export function isAnswered({ options }: Ports, text: string, answer: StreamAnswer | null): boolean {
  return options.sendHookUrl === "" || text.trim() === "" || answer?.text === text;
}
