/**
 * One open conversation as rows: joins the SDK's timeline with the divider of this visit. Owns the SDK's timeline
 * and closes it; knows nothing of scrolling. Invariant: once shown, the divider stays until the visit ends (UX-1).
 */
import type { Timeline, TimelineMessage, TimelineView } from "@parley/sdk";
import { createComputed, createMemo, createSignal, on, onCleanup } from "solid-js";
import { type App, fromReadable } from "../../app/app-context.ts";
import { attentive } from "../../platform/attention.ts";
import { buildRows, isSameRow, type Row } from "./build-rows.ts";
import { createQuotedMessages, type QuotedMessages } from "./quoted-messages.ts";

export interface TimelineModel {
  readonly timeline: Timeline;
  readonly view: () => TimelineView;
  /** Keys of the rows in order; equal arrays keep their identity. */
  readonly keys: () => readonly string[];
  row(key: string): Row | undefined;
  /** What shown messages answer. */
  readonly quoted: QuotedMessages;
  /** How far the other side of a direct conversation has read. */
  readonly peerReadSeq: () => number;
  /** How far messages have arrived at them. */
  readonly peerDeliveredSeq: () => number;
}

export function createTimelineModel(app: App, conversationId: number, at: "unread" | number): TimelineModel {
  const timeline = app.client.timeline(conversationId, { at });
  onCleanup(() => timeline.close());
  const view = fromReadable(timeline.view);
  const [dividerAfterSeq, setDividerAfterSeq] = createSignal<number | null>(null);
  let wasLoaded = false;

  createComputed(
    on([view, attentive], ([current]) => {
      if (!current.isLoaded) return;
      const isMissed = !wasLoaded || !attentive() || app.connection().status !== "online";
      wasLoaded = true;
      if (isMissed && current.unread > 0 && dividerAfterSeq() === null) setDividerAfterSeq(current.readSeq);
    }),
  );

  const rows = createMemo(() => {
    const { messages, hasOlder, isLoaded } = view();
    return isLoaded ? buildRows({ messages, hasOlder, dividerAfterSeq: dividerAfterSeq() }) : [];
  });
  const byKey = createMemo(() => new Map(rows().map((row) => [row.key, row])));
  const keys = createMemo(() => rows().map((row) => row.key), [], { equals: isSameList });
  const peerId = () => app.inbox().items.find((item) => item.conversation.id === conversationId)?.peer?.id;
  const peerReadSeq = createMemo(() => view().receipts.get(peerId() ?? 0) ?? 0);
  const peerDeliveredSeq = createMemo(() => view().delivered.get(peerId() ?? 0) ?? 0);
  const quoted = createQuotedMessages(app, conversationId, view);
  return { timeline, view, keys, row: (key) => byKey().get(key), quoted, peerReadSeq, peerDeliveredSeq };
}

function isSameList(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((key, index) => key === after[index]);
}

/** A row that only changes when it looks different. */
export function createRow(model: TimelineModel, key: string): () => Row | undefined {
  return createMemo(() => model.row(key), undefined, { equals: isSameRow });
}

/** The newest message the server has numbered, at or above a row. */
export function lastNumberedAt(model: TimelineModel, index: number): TimelineMessage | null {
  const keys = model.keys();
  for (let at = Math.min(index, keys.length - 1); at >= 0; at -= 1) {
    const row = model.row(keys[at] ?? "");
    if (row?.kind === "message" && row.message.seq !== null) return row.message;
  }
  return null;
}
