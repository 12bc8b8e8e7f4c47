/**
 * Several messages of one conversation that something is done with together. Owns which are picked, for as long as the
 * conversation stays open. Invariant: what was recalled, erased or hidden meanwhile is not among them.
 */
import { limits } from "@parley/protocol/limits";
import type { TimelineMessage } from "@parley/sdk";
import { createSignal, onCleanup } from "solid-js";
import type { App } from "../../app/app-context.ts";

interface Selection {
  readonly conversationId: number;
  readonly messages: ReadonlyMap<string, TimelineMessage>;
  /** The one picked last, from which a range goes on. */
  readonly lastId: string;
}

const [selection, setSelection] = createSignal<Selection | null>(null);

/** What one call can forward or hide. */
export const selectedMax = limits.messagesPerForwardMax;

export function maySelect({ state, content }: TimelineMessage): boolean {
  return state === "sent" && content !== null && content.type !== "notice";
}

export function isSelecting(conversationId: number): boolean {
  return selection()?.conversationId === conversationId;
}

export function isSelected(id: string): boolean {
  return selection()?.messages.has(id) === true;
}

/** In the order in which they were said. */
export function selectedMessages(): TimelineMessage[] {
  return [...(selection()?.messages.values() ?? [])].sort(
    (left, right) => (left.seq ?? 0) - (right.seq ?? 0),
  );
}

/** Picks messages besides those that are, as many as one may. The first of them begins a selection. */
export function select(picked: readonly TimelineMessage[]): void {
  const wanted = picked.filter(maySelect);
  const last = wanted.at(-1);
  if (last === undefined) return;
  setSelection((before) => {
    const isSame = before?.conversationId === last.conversationId;
    const messages = new Map(isSame ? before.messages : []);
    for (const message of wanted) if (messages.size < selectedMax) messages.set(message.id, message);
    return { conversationId: last.conversationId, messages, lastId: last.id };
  });
}

export function toggleSelected(message: TimelineMessage): void {
  if (isSelected(message.id)) dropSelected(({ id }) => id === message.id);
  else select([message]);
}

/** From the message picked last to this one, as far as both are among those given. */
export function selectRange(shown: readonly TimelineMessage[], to: TimelineMessage): void {
  const from = shown.findIndex(({ id }) => id === selection()?.lastId);
  const end = shown.findIndex(({ id }) => id === to.id);
  if (from === -1 || end === -1) {
    select([to]);
    return;
  }
  const range = shown.slice(Math.min(from, end), Math.max(from, end) + 1);
  select(from < end ? range : range.reverse());
}

/** The last one that goes ends the selection. */
function dropSelected(isDropped: (message: TimelineMessage) => boolean): void {
  setSelection((before) => {
    if (before === null) return null;
    const kept = [...before.messages].filter(([, message]) => !isDropped(message));
    if (kept.length === before.messages.size) return before;
    return kept.length === 0 ? null : { ...before, messages: new Map(kept) };
  });
}

export function endSelection(): void {
  setSelection(null);
}

/** Keeps the invariant while the selection is shown, and ends it with its owner. */
export function followSelected({ client }: App, conversationId: number): void {
  const drop = (event: { id: string }) => dropSelected(({ id }) => id === event.id);
  const stops = [
    client.on("message.recalled", drop),
    client.on("message.expired", drop),
    client.on("message.hidden", ({ inConversationId, seqs }) => {
      if (inConversationId !== conversationId) return;
      dropSelected(({ seq }) => seq !== null && seqs.includes(seq));
    }),
  ];
  onCleanup(() => {
    for (const stop of stops) stop();
    endSelection();
  });
}
