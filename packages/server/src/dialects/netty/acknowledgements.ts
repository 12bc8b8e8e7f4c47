/**
 * Acknowledgements of one socket (types 15 to 18): which messages reached it, and which of its own others have. Kept
 * only as far as a client may still ask.
 */
import type { Frames } from "../dialect.ts";
import { paramsFrame, types } from "./codec.ts";
import type { Text } from "./mapping.ts";

/** The newest so many; who acknowledges later is told that the message is not known. */
const keptMax = 256;

export interface Arrived {
  readonly conversationId: number;
  readonly seq: number;
  isAcknowledged: boolean;
}

interface SentText extends Text {
  readonly conversationId: number;
  readonly seq: number;
}

export class Acknowledgements {
  readonly #arrived = new Map<string, Arrived>();
  #sent: SentText[] = [];

  arrived(id: string, conversationId: number, seq: number): void {
    this.#arrived.set(id, { conversationId, seq, isAcknowledged: false });
    if (this.#arrived.size <= keptMax) return;
    const [oldest = ""] = this.#arrived.keys();
    this.#arrived.delete(oldest);
  }

  sent(text: Text, conversationId: number, seq: number): void {
    // Sent again it is the same message.
    if (this.#sent.some((known) => known.conversationId === conversationId && known.seq === seq)) return;
    this.#sent.push({ ...text, conversationId, seq });
    if (this.#sent.length > keptMax) this.#sent.shift();
  }

  find(id: string): Arrived | undefined {
    return this.#arrived.get(id);
  }

  /** What the other side has up to this number of the own messages, told once. */
  delivered(conversationId: number, upTo: number): Frames {
    const isTold = (text: SentText) => text.conversationId === conversationId && text.seq <= upTo;
    const told = this.#sent.filter(isTold);
    if (told.length === 0) return [];
    this.#sent = this.#sent.filter((text) => !isTold(text));
    return told.map(({ fileType, message }) => paramsFrame(types.acknowledgedByOther, { message, fileType }));
  }
}
