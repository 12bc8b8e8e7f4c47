import type { Message } from "@parley/protocol";
import type { MessageState, TimelineMessage } from "../api.ts";
import type { OutboxEntry } from "../outbox/outbox-state.ts";

const states = {
  uploading: "uploading",
  queued: "sending",
  failed: "failed",
  accepted: "sent",
} as const satisfies Record<OutboxEntry["state"], MessageState>;

/** A message on its way as a timeline shows it. */
export function toTimelineMessage(entry: OutboxEntry, selfId: number): TimelineMessage {
  const { id, conversationId, content, createdAt, accepted, errorCode, errorDetails, files } = entry;
  return {
    id,
    conversationId,
    seq: accepted?.seq ?? null,
    senderId: selfId,
    isMine: true,
    sentAt: accepted?.sentAt ?? createdAt,
    content,
    state: states[entry.state],
    ...(files === undefined
      ? {}
      : { files, progress: entry.progress ?? 0, isPaused: entry.isPaused === true }),
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(errorDetails === undefined ? {} : { errorDetails }),
  };
}

/** Shown forms of messages and entries; the same message is always the same object, so that lists need not redraw. */
export class ShownMessages {
  readonly #shown = new WeakMap<Message | OutboxEntry, TimelineMessage>();

  ofMessage(conversationId: number, message: Message, selfId: number): TimelineMessage {
    const known = this.#shown.get(message);
    if (known !== undefined) return known;
    const { id, seq, senderId, sentAt, content, rev: _, recalledAt: __, isHidden: ___, ...extras } = message;
    const shown: TimelineMessage = {
      id,
      conversationId,
      seq,
      senderId,
      isMine: senderId === selfId,
      sentAt,
      content,
      ...extras,
      state: content === null ? "recalled" : "sent",
    };
    this.#shown.set(message, shown);
    return shown;
  }

  ofEntry(entry: OutboxEntry, selfId: number): TimelineMessage {
    const known = this.#shown.get(entry);
    if (known !== undefined) return known;
    const shown = toTimelineMessage(entry, selfId);
    this.#shown.set(entry, shown);
    return shown;
  }
}
